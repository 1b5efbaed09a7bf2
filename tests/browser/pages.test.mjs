import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, login, openBrowser, startServer } from "./harness.mjs";
import { MARKUP, PASSWORD, seed } from "./seed.mjs";

const PERIOD = "province=87&from=2019-01-01&to=2019-12-31";

let server;
let browser;
let made;

before(async () => {
  server = await startServer({ command: "demo", options: ["--empty"] });
  made = await seed(server.url);
  browser = await openBrowser(server);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const pages = () => [
  `/tong-quan?${PERIOD}`, "/nguoi", "/nguoi/moi", `/nguoi/${made.people[0]}`, "/co-so", `/co-so/${made.facility}/2019-06-30`,
  "/bao-cao", `/bao-cao/facility-flow?${PERIOD}`, `/bao-cao/province-summary?${PERIOD}`, `/bao-cao/attainment?${PERIOD}`, "/tro-giup",
];

async function signedIn(user, options) {
  const page = await browser.page(options);
  await login(page, user, PASSWORD);
  return page;
}

test("no page has an accessibility fault, in Vietnamese and in English", async () => {
  const page = await signedIn("dongthap");
  for (const language of ["vi", "en"]) {
    await page.goto(`/ngon-ngu?to=${language}&back=/tro-giup`);
    for (const path of pages()) {
      await page.goto(path);
      assert.equal(await page.locator("html").getAttribute("lang"), language, path);
      assert.deepEqual(await axe(page), [], `${language} ${path}`);
    }
  }
});

test("the operations page has no accessibility fault", async () => {
  const page = await signedIn("vanhanh");
  await page.goto("/van-hanh");
  assert.deepEqual(await axe(page), []);
});

test("pages load without errors on the console, under a policy without unsafe-inline", async () => {
  const page = await signedIn("dongthap");
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  page.on("pageerror", (error) => errors.push(error.message));
  for (const path of pages()) {
    const response = await page.goto(path);
    assert.equal(response.status(), 200, path);
    const policy = response.headers()["content-security-policy"];
    assert.match(policy, /default-src 'self'/);
    assert.doesNotMatch(policy, /unsafe-inline/);
  }
  assert.deepEqual(errors, []);
});

test("every figure equals the rows behind its link", async () => {
  const page = await signedIn("dongthap");
  const seen = new Map();
  for (const path of [`/tong-quan?${PERIOD}`, `/bao-cao/facility-flow?${PERIOD}`, `/bao-cao/province-summary?${PERIOD}`]) {
    await page.goto(path);
    const found = await page.locator("a[data-count]").evaluateAll((links) =>
      links.map((link) => [link.getAttribute("href"), Number(link.dataset.count), link.textContent]));
    for (const [href, count, text] of found) seen.set(href, [count, text]);
  }
  assert.ok(seen.size > 20, `${seen.size} figures`);
  for (const [href, [count]] of seen) {
    const response = await page.goto(href);
    assert.equal(response.status(), 200, href);
    if (!href.startsWith("/bao-cao/dong")) continue;
    assert.equal(Number(await page.locator("[data-rows]").getAttribute("data-rows")), count, href);
    assert.equal(await page.locator("main tbody tr").count(), count, href);
  }
});

test("the report names the printed sum that its parts do not give", async () => {
  const page = await signedIn("dongthap");
  await page.goto(`/bao-cao/facility-flow?${PERIOD}`);
  const box = await page.locator("main").innerText();
  assert.match(box, /0 \+ 3 = 3, nguồn ghi 2 \(lệch −1\)/);
});

test("nothing scrolls sideways at 320 pixels", async () => {
  const page = await signedIn("dongthap", { viewport: { width: 320, height: 800 } });
  for (const path of pages()) {
    await page.goto(path);
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(wide <= room, `${path}: ${wide} > ${room}`);
  }
});

test("a name that is markup is shown as text", async () => {
  const page = await signedIn("dongthap");
  page.on("dialog", () => assert.fail("the name was run"));
  for (const path of ["/nguoi", `/nguoi/${made.people[4]}`, `/co-so/${made.facility}/2019-06-30`]) {
    await page.goto(path);
    assert.ok((await page.locator("main").innerText()).toLowerCase().includes(MARKUP.toLowerCase()), path);
    assert.equal(await page.locator("img[src=x]").count(), 0, path);
  }
});

test("people are found without diacritics, and the search stands in no address", async () => {
  const page = await signedIn("dongthap");
  await page.goto("/nguoi");
  await page.locator("#q").fill("duc nguyen");
  await page.locator("#q").press("Enter");
  await page.waitForLoadState();
  assert.ok((await page.locator("main").innerText()).includes("Nguyễn Văn Đức"));
  assert.doesNotMatch(page.url(), /duc/i);
});

test("signing in, registering a person and reading a report work without JavaScript", async () => {
  const page = await signedIn("dongthap", { javaScriptEnabled: false });
  await page.goto("/nguoi/moi?tinh=87");
  await page.locator("[name=name]").fill("Phạm Thị Không Kịch Bản");
  await page.locator("[name=sex][value=female]").check();
  await page.locator("[name=birth]").fill("1994");
  await page.locator("[name=commune_code]").selectOption({ index: 1 });
  await page.locator("[name=occurred_on]").fill("15/01/2019");
  await page.locator("form[method=post][action^='/nguoi/moi'] button").last().click();
  assert.match(new URL(page.url()).pathname, /^\/nguoi\/[0-9a-f-]{36}$/);
  assert.ok((await page.locator("main").innerText()).toLowerCase().includes("phạm thị không kịch bản"));
  await page.goto(`/bao-cao/facility-flow?${PERIOD}`);
  assert.ok(await page.locator("a[data-count]").count() > 10);
});

test("a wrong form names its fields, keeps what was typed, and shows no fault to axe", async () => {
  const page = await signedIn("dongthap");
  await page.goto("/nguoi/moi?tinh=87");
  await page.locator("[name=name]").fill("Lê Văn Thử");
  await page.locator("[name=official_number]").fill("12");
  await page.locator("[name=birth]").fill("1994");
  await page.locator("[name=sex][value=male]").check();
  await page.locator("[name=commune_code]").selectOption({ index: 1 });
  await page.locator("form[method=post][action^='/nguoi/moi'] button").last().click();
  await page.waitForLoadState();
  assert.equal(await page.locator("[name=official_number]").getAttribute("aria-invalid"), "true");
  assert.equal(await page.locator("[name=name]").inputValue(), "Lê Văn Thử");
  assert.deepEqual(await axe(page), []);
});

test("a form without its token is refused", async () => {
  const page = await signedIn("dongthap");
  const response = await page.request.post("/nguoi/moi", { form: { name: "Không có mã" }, headers: { origin: server.url } });
  assert.equal(response.status(), 403);
});

test("a neighbour's commune can't be opened by its address", async () => {
  const page = await signedIn("hanoi");
  const response = await page.goto(`/nguoi/${made.people[0]}`);
  assert.ok([403, 404].includes(response.status()), `${response.status()}`);
  assert.ok(!(await page.locator("body").innerText()).includes("Đức"));
});

test("the session cookie is out of reach of scripts", async () => {
  const page = await signedIn("dongthap");
  const cookie = (await page.context().cookies()).find(({ name }) => name === "hoanhap_session");
  assert.deepEqual([cookie.httpOnly, cookie.sameSite], [true, "Lax"]);
});
