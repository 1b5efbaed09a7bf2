import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, login, openBrowser, startServer } from "./harness.mjs";
import { PASSWORD, daysAgo, settle, signIn } from "./seed.mjs";

let server;
let browser;
let facility;
let people;
let stay;

before(async () => {
  server = await startServer({ command: "demo", options: ["--empty"] });
  const officer = await signIn(server.url, "dongthap");
  facility = (await officer("POST", "/facility/v1/facilities", {
    name: "Cơ sở ngoài công lập số 1", kind: "private", province_code: "87", capacity: 40, opened_on: "2005-01-01",
  })).id;
  const names = ["Nguyễn Văn Đức", "Lê Thị Hoa", "Phạm Quốc Bảo"];
  const registered = await officer("POST", "/registry/v1/persons/batch", {
    items: names.map((name, number) => ({
      name, sex: number === 1 ? "female" : "male", birth: { year: 1985 + number }, commune_code: "29869", occurred_on: "2018-01-15",
    })),
  });
  people = registered.results.map(({ id }) => id);
  await settle(server.url);
  stay = (await officer("POST", "/facility/v1/admissions", {
    person_id: people[0], facility_id: facility, basis: "voluntary", occurred_on: daysAgo(40), term_months: 24,
  })).id;
  await settle(server.url);
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

const house = () => `/co-so/${facility}/ho-so`;
const list = () => `/co-so/${facility}/danh-sach-cho`;
const papers = () => `/co-so/${facility}/${daysAgo(0)}/luot/${stay}/giay-to`;
const typed = (day) => day.split("-").reverse().join("/");
const main = (page) => page.locator("main").innerText();

/** Opens one of a page's forms, fills it in and sends it. */
async function send(page, part, fields) {
  const form = page.locator(`details#${part}`);
  if ((await form.getAttribute("open")) === null) await form.locator("summary").click();
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name=${name}]`).first();
    const kind = await field.evaluate((element) => element.tagName === "SELECT" ? "select" : element.type);
    if (kind === "select") await field.selectOption(value);
    else if (kind === "radio" || kind === "checkbox") await form.locator(`[name=${name}][value="${value}"]`).check();
    else await field.fill(value);
  }
  await form.locator("button.primary").click();
  await page.waitForLoadState();
}

test("a private facility gets its licence, room, staff and new capacity without JavaScript", async () => {
  const page = await signedIn({ javaScriptEnabled: false });
  await page.goto(house());
  assert.match(await main(page), /giữ 1 người mà không có giấy phép còn hiệu lực/);
  await send(page, "giay-phep", {
    number: "03/GP-CAT", issuer: "police_director", through_stage: "3", issued_on: typed(daysAgo(90)), form: "2",
  });
  assert.match(await main(page), /Đã ghi/);
  assert.doesNotMatch(await main(page), /không có giấy phép còn hiệu lực/);
  assert.match(await main(page), /03\/GP-CAT/);
  await send(page, "quy-mo", { since: typed(daysAgo(20)), capacity: "60", decision_number: "12/QĐ-UBND" });
  assert.match(await main(page), /1 \/ 60/);
  await page.goto(`${house()}?ngay=${daysAgo(21)}`);
  assert.match(await main(page), /1 \/ 40/);
  await page.goto(house());
  await send(page, "khu", { name: "Khu A", kind: "voluntary", beds: "8", opened_on: typed(daysAgo(90)) });
  await send(page, "phong", { zone: await page.locator("#phong [name=zone] option").nth(1).getAttribute("value"), code: "A1", area_m2: "24,5", beds: "5" });
  assert.match(await main(page), /Phòng A1: 5 giường, diện tích chỉ đủ cho 4 người/);
  assert.match(await main(page), /chưa kiểm chứng điều luật/);
  await send(page, "phong", { zone: await page.locator("#phong [name=zone] option").nth(1).getAttribute("value"), code: "a1", area_m2: "24.5", beds: "4" });
  assert.doesNotMatch(await main(page), /chỉ đủ cho/);
  await send(page, "vi-tri", { post: "head_of_medical", staff_code: "Y1", since: typed(daysAgo(60)) });
  assert.match(await main(page), /không giữ vị trí bác sĩ/);
  await send(page, "vi-tri", { post: "doctor", staff_code: "Y1", stage: "2", since: typed(daysAgo(60)) });
  assert.doesNotMatch(await main(page), /không giữ vị trí bác sĩ/);
  assert.match(await main(page), /Giai đoạn chưa có người phụ trách: 1, 3, 4, 5/);
});

test("a name is taken nowhere, and what was typed stays", async () => {
  const page = await signedIn();
  await page.goto(house());
  await send(page, "vi-tri", { post: "guard", staff_code: "Nguyễn Văn An", since: typed(daysAgo(5)) });
  assert.match(await page.locator("#errors").innerText(), /Mã nhân sự: Mã gồm chữ không dấu/);
  assert.equal(await page.locator("#vi-tri [name=staff_code]").inputValue(), "Nguyễn Văn An");
});

test("the waiting list: priority first, a due time where the law has one, admitted from there", async () => {
  const page = await signedIn({ javaScriptEnabled: false });
  await page.goto(list());
  assert.match(await main(page), /Không có ai đang chờ/);
  const listed = { decision_number: "21/QĐ-TA", decided_on: "16/06/2026", priority: "ordinary", reason: "no_place", who: "Lê Thị Hoa" };
  await send(page, "dua-vao", listed);
  assert.match(await main(page), /Đã đưa vào danh sách chờ/);
  await send(page, "dua-vao", { ...listed, who: "Phạm Quốc Bảo", decision_number: "30/QĐ-TA", decided_on: "02/07/2026", priority: "urgent" });
  const rows = page.locator("table.rows tbody tr");
  assert.match(await rows.nth(0).innerText(), /Phạm Quốc Bảo[\s\S]*luật không nêu thời hạn/);
  assert.match(await rows.nth(1).innerText(), /Lê Thị Hoa[\s\S]*Quá hạn[\s\S]*116\/2021/);
  await send(page, "dua-vao", listed);
  assert.match(await page.locator("#errors").innerText(), /đã có trong danh sách chờ/);
  await page.goto(list());
  await send(page, "dua-ra", { entry: await page.locator("#dua-ra [name=entry] option").nth(1).getAttribute("value"), on: typed(daysAgo(0)), reason: "postponed" });
  assert.match(await main(page), /được hoãn chấp hành/);
  await page.locator("a[href*='tiep-nhan?nguoi=']").click();
  await page.locator("input[name=basis][value=court_decision]").check();
  await page.locator("[name=decision_number]").fill("21/QĐ-TA");
  await page.locator("main form.stack button.primary").click();
  await page.waitForURL(/xong=tiep-nhan/);
  await page.goto(list());
  assert.match(await main(page), /Không có ai đang chờ[\s\S]*đã tiếp nhận/);
});

test("papers, belongings, class and plan of a stay", async () => {
  const page = await signedIn({ javaScriptEnabled: false });
  await page.goto(papers());
  assert.match(await main(page), /Thiếu hợp đồng cai nghiện \(Mẫu số 29, Phụ lục V[\s\S]*Luật 120\/2025\/QH15, Điều 33/);
  await send(page, "to", { paper: "contract", number: "29/HĐ", dated_on: typed(daysAgo(40)) });
  assert.doesNotMatch(await main(page), /Thiếu hợp đồng/);
  await send(page, "nhan-do", { item: "money", quantity: "250000", received_on: typed(daysAgo(40)) });
  await send(page, "phan-loai", { classified_on: typed(daysAgo(39)), class: "b2", team: "d1-t2", level: "severe", health: "mental" });
  await send(page, "ke-hoach", { planned_on: typed(daysAgo(38)), stage1: "2", goal1: "detox", target1: typed(daysAgo(10)) });
  const text = await main(page);
  for (const said of [/29\/HĐ/, /250\.000/, /B2/, /D1-T2/, /Cắt cơn, giải độc/]) assert.match(text, said);
  await page.goto(papers().replace("/giay-to", ""));
  assert.match(await main(page), /1 giấy tờ · đang giữ 1 món · loại B2 · đội\/tổ D1-T2 · có kế hoạch/);
  await page.goto(papers());
  await send(page, "tra-do", { returned_on: typed(daysAgo(1)) });
  assert.doesNotMatch(await main(page), /đang giữ/);
});

test("the pages have no accessibility fault, and fit 320 px", async () => {
  const pages = () => [house(), list(), papers(), papers().replace("/giay-to", "")];
  const page = await signedIn();
  for (const language of ["vi", "en"]) {
    await page.goto(`/ngon-ngu?to=${language}&back=/tro-giup`);
    for (const path of pages()) {
      assert.equal((await page.goto(path)).status(), 200, path);
      await page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));
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
