import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, login, openBrowser, startServer } from "./harness.mjs";
import { PASSWORD, fillFacility } from "./seed.mjs";

const DAY = "2019-12-31";
const HEADS = 200;

let server;
let browser;
let facility;
let stays;

before(async () => {
  server = await startServer({ command: "demo", options: ["--empty"] });
  ({ facility, stays } = await fillFacility(server.url, HEADS, "2019-06-01"));
  browser = await openBrowser(server);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function signedIn(options) {
  const page = await browser.page(options);
  await login(page, "dongthap", PASSWORD);
  return page;
}

const board = () => `/co-so/${facility}/${DAY}`;

test("a roll-call of 200 people with three exceptions is recorded and closed in six keyboard actions", async () => {
  const page = await signedIn();
  await page.goto(`${board()}/diem-danh?ca=sang`);
  assert.match(await page.locator("main").innerText(), /Còn 200 người chưa ghi/);
  let actions = 0;
  const act = async (action) => { actions += 1; await action; };
  await act(page.keyboard.type("15v 20b 31p"));
  await act(page.keyboard.press("Enter"));
  await page.waitForURL(/xong=ghi/);
  assert.match(await page.locator("main").innerText(), /Khác với sổ: 3 người/);
  for (let tab = 0; tab < 3; tab += 1) await act(page.keyboard.press("Tab"));
  await act(page.keyboard.press("Enter"));
  await page.waitForURL(/xong=chot/);
  assert.equal(actions, 6);
  const text = await page.locator("main").innerText();
  assert.match(text, /Ca đã chốt/);
  assert.equal(await page.locator("table.roll tbody tr").count(), HEADS);
});

test("a shift with gaps is not closed, and says how many are missing", async () => {
  const page = await signedIn();
  await page.goto(`${board()}/diem-danh?ca=chieu`);
  await page.locator("input[name=m1][value=present]").check();
  await page.locator("button[name=close]").click();
  await page.waitForLoadState();
  assert.match(await page.locator("#errors").innerText(), /Còn 199 người chưa ghi/);
});

test("quick entry that is not understood loses nothing", async () => {
  const page = await signedIn();
  await page.goto(`${board()}/diem-danh?ca=dem`);
  await page.locator("form.roll [name=quick]").fill("15v 999b");
  await page.locator("button[name=rest]").click();
  await page.waitForLoadState();
  assert.match(await page.locator("#errors").innerText(), /999b/);
  assert.equal(await page.locator("form.roll [name=quick]").inputValue(), "15v 999b");
});

test("an absence of a while ago, its correction and the term work without JavaScript", async () => {
  const page = await signedIn({ javaScriptEnabled: false });
  const stay = `${board()}/luot/${stays[7]}`;
  await page.goto(stay);
  await page.locator("input[name=kind][value=escaped]").check();
  const form = page.locator("form[action$='/bien-dong']");
  await form.locator("[name=occurred_on]").fill("01/08/2019");
  await form.locator("[name=back_on]").fill("11/08/2019");
  await form.locator("button").click();
  await page.goto(stay);
  assert.match(await page.locator("main").innerText(), /Cộng 10 ngày trốn/);
  assert.match(await page.locator("main").innerText(), /11\/06\/2020/);
  await page.locator("a[href*='sua=']").nth(1).click();
  await page.locator("input[name=what][value=moved]").check();
  await page.locator("#sua [name=occurred_on]").fill("06/08/2019");
  await page.locator("#sua [name=reason]").selectOption("mistyped");
  await page.locator("#sua button").click();
  const text = await page.locator("main").innerText();
  assert.match(text, /Đã sửa sổ/);
  assert.match(text, /Cộng 5 ngày trốn/);
  assert.match(text, /đã sửa ngày: nhập sai/);
});

test("the facility's pages have no accessibility fault, and fit 320 px", async () => {
  const pages = () => [
    board(), `${board()}/diem-danh?ca=sang`, `${board()}/diem-danh?ca=chieu`, `${board()}/luot/${stays[7]}`,
    `/co-so/${facility}/du-bao?ngay=${DAY}&luat=C`,
  ];
  const page = await signedIn();
  for (const language of ["vi", "en"]) {
    await page.goto(`/ngon-ngu?to=${language}&back=/tro-giup`);
    for (const path of pages()) {
      assert.equal((await page.goto(path)).status(), 200, path);
      assert.deepEqual(await axe(page), [], `${language} ${path}`);
    }
  }
  const narrow = await signedIn({ viewport: { width: 320, height: 700 } });
  for (const path of pages()) {
    await narrow.goto(path);
    const over = await narrow.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(over <= 0, `${path} is ${over} px too wide`);
  }
});
