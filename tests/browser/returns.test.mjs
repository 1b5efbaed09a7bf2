import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, login, openBrowser, startServer } from "./harness.mjs";
import { PASSWORD, daysAgo, seed, settle, signIn } from "./seed.mjs";

let server;
let browser;
let made;

/** One handed over to the commune and late, one released and not handed over, one whose term is over in the facility. */
async function homecomers(base, { people, facility }) {
  const officer = await signIn(base, "dongthap");
  const admit = async (person, days) => (await officer("POST", "/facility/v1/admissions", {
    person_id: person, facility_id: facility, basis: "court_decision", occurred_on: daysAgo(days),
    decision_number: "09/QĐ-TA",
  })).id;
  const release = (stay, days) => officer("POST", "/facility/v1/releases", { admission_id: stay, occurred_on: daysAgo(days) });
  const handed = await admit(people[2], 1200);
  await release(handed, 10);
  await officer("POST", "/facility/v1/handovers", {
    admission_id: handed, commune_code: "29869", occurred_on: daysAgo(9), papers: ["minutes", "certificate"], number: "31/BB",
  });
  const waiting = await admit(people[0], 1150);
  await release(waiting, 30);
  const ending = await admit(people[3], 1130);
  await settle(base);
  return { handed, waiting, ending };
}

before(async () => {
  server = await startServer({ command: "demo", options: ["--empty"] });
  const seeded = await seed(server.url);
  made = { ...seeded, ...(await homecomers(server.url, seeded)) };
  browser = await openBrowser(server);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const pages = () => [
  "/sap-het-han", "/sap-het-han?tinh-trang=sent", "/ban-giao", "/ban-giao?xem=not_arrived", "/ban-giao?xem=all",
  `/ban-giao/luot/${made.waiting}`, `/ban-giao/luot/${made.waiting}?tinh=01`, "/viec", "/doi-chieu",
];

async function signedIn(user, options) {
  const page = await browser.page(options);
  await login(page, user, PASSWORD);
  return page;
}

const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
const main = (page) => page.locator("main").innerText();
const send = (page, button) => Promise.all([page.waitForNavigation(), button.click()]);

test("no page has an accessibility fault, folded or not, in Vietnamese and in English", async () => {
  const page = await signedIn("dongthap");
  for (const language of ["vi", "en"]) {
    await page.goto(`/ngon-ngu?to=${language}&back=/tro-giup`);
    for (const path of pages()) {
      assert.equal((await page.goto(path)).status(), 200, path);
      assert.deepEqual(await axe(page), [], `${language} ${path}`);
      await unfold(page);
      assert.deepEqual(await axe(page), [], `${language} ${path}, unfolded`);
    }
  }
});

test("nothing scrolls sideways at 320 pixels", async () => {
  const page = await signedIn("dongthap", { viewport: { width: 320, height: 800 } });
  for (const path of pages()) {
    await page.goto(path);
    await unfold(page);
    const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(wide <= room, `${path}: ${wide} > ${room}`);
  }
});

test("what is awaited stands in the work queue and among the findings", async () => {
  const page = await signedIn("dongthap");
  await page.goto("/viec?loai=sap-het-han");
  assert.match(await page.locator("ul.tasks li").first().innerText(), /Thông báo cho xã/);
  await page.goto("/doi-chieu");
  const lost = page.locator("section", { has: page.locator("#lost") });
  assert.match(await lost.innerText(), /2 chưa về trình diện/);
  assert.match(await lost.innerText(), /Luật 120\/2025\/QH15, Điều 33|Nghị định 116\/2021/);
});

test("a notice is recorded for those chosen, without JavaScript", async () => {
  const page = await signedIn("dongthap", { javaScriptEnabled: false });
  await page.goto("/sap-het-han");
  const form = page.locator("main form[method=post]");
  await form.locator("[name=number]").fill("Nguyễn Văn A");
  await form.locator("[name=stay]").first().check();
  await send(page, form.locator("button.primary"));
  assert.match(await page.locator("#errors").innerText(), /viết liền/);
  await form.locator("[name=number]").fill("12/TB-CSCN");
  await send(page, form.locator("button.primary"));
  assert.match(await main(page), /Đã ghi thông báo/);
  assert.match(await main(page), /số 12\/TB-CSCN/);
});

test("the facility hands over, the commune sends back, and another hand-over follows, without JavaScript", async () => {
  const staff = await signedIn("dongthap", { javaScriptEnabled: false });
  const hand = async () => {
    await staff.goto(`/ban-giao/luot/${made.waiting}`);
    const form = staff.locator("main form[method=post]");
    await form.locator("[name=commune_code]").selectOption("29869");
    await send(staff, form.locator("button.primary"));
    assert.match(await main(staff), /Đã ghi bàn giao/);
  };
  await hand();
  const officer = await signedIn("xa", { javaScriptEnabled: false });
  await officer.goto("/ban-giao");
  const row = officer.locator("#incoming ~ .scroll tbody tr", { has: officer.locator("th", { hasText: "Đức" }) });
  await row.locator("summary", { hasText: "Trả lại cơ sở" }).click();
  const back = row.locator("details[open] form");
  await send(officer, back.locator("button"));
  assert.match(await officer.locator("#errors").innerText(), /Chưa nhập/);
  const again = officer.locator("details[open] form");
  await again.locator("[name=refusal]").selectOption("papers_missing");
  await send(officer, again.locator("button"));
  assert.match(await main(officer), /Đã trả lại cơ sở/);
  await staff.goto("/ban-giao");
  assert.match(await main(staff), /Hồ sơ chưa đủ/);
  await hand();
});

test("the commune officer acknowledges and records the arrival, without JavaScript", async () => {
  const page = await signedIn("xa", { javaScriptEnabled: false });
  await page.goto("/ban-giao?xem=not_arrived");
  const row = () => page.locator("#incoming ~ .scroll tbody tr", { has: page.locator("th", { hasText: "Ưng" }) });
  assert.match(await row().innerText(), /Không về trình diện/);
  assert.match(await row().innerText(), /10 ngày trước/);
  await row().locator("summary", { hasText: "Xác nhận đã nhận" }).click();
  await send(page, row().locator("details[open] form button"));
  assert.match(await main(page), /Đã xác nhận nhận bàn giao/);
  await row().locator("summary", { hasText: "Ghi đã trình diện" }).click();
  await send(page, row().locator("details[open] form button"));
  assert.match(await main(page), /Đã ghi ngày trình diện/);
  assert.equal(await row().count(), 0, "nothing is left to be done");
  await page.goto("/ban-giao?xem=all");
  assert.match(await row().innerText(), /Đã trình diện/);
});
