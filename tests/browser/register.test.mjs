import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, login, openBrowser, startServer } from "./harness.mjs";
import { messyList } from "./lists.mjs";
import { PASSWORD, seed, settle, signIn } from "./seed.mjs";

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

async function signedIn(user, options) {
  const page = await browser.page(options);
  await login(page, user, PASSWORD);
  return page;
}

const text = (page) => page.locator("main").innerText();
const path = (page) => new URL(page.url()).pathname;
/** The number on the tile of an outcome. */
const count = async (page, outcome) => Number(await page.locator(`.tiles a[href*='loai=${outcome}']`).getAttribute("data-count"));

async function send(page, name, content) {
  await page.goto("/nhap-lieu");
  await page.locator("[name=file]").setInputFiles({ name, mimeType: "text/csv", buffer: content });
  await page.locator("[name=commune_code]").selectOption("29869");
  await page.locator("[name=occurred_on]").fill("31/12/2019");
  await page.locator("form[enctype] button").click();
  await page.waitForURL(/\/nhap-lieu\/[0-9a-f-]{36}/);
}

async function faultless(page, where) {
  assert.deepEqual(await axe(page), [], where);
}

/** No fault in either language, and nothing that scrolls sideways on a small screen. */
async function inEveryForm(page, address) {
  for (const language of ["vi", "en"]) {
    await page.goto(`/ngon-ngu?to=${language}&back=/tro-giup`);
    await page.goto(address);
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    await faultless(page, `${language} ${address}`);
  }
  await page.goto("/ngon-ngu?to=vi&back=/tro-giup");
  await page.setViewportSize({ width: 320, height: 800 });
  await page.goto(address);
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(wide <= room, `${address}: ${wide} > ${room}`);
  await page.setViewportSize({ width: 1280, height: 900 });
}

test("a list is previewed, written by buttons and taken back without JavaScript; again it changes nothing", async () => {
  const page = await signedIn("dongthap", { javaScriptEnabled: false });
  const list = messyList(620);
  await send(page, "Danh sách xã Tân Khánh.csv", list);
  const preview = path(page);
  const [fresh, bad] = [await count(page, "new"), await count(page, "bad")];
  assert.equal(bad, 50);
  assert.ok(fresh > 540, `${fresh} new`);
  assert.match(await text(page), /Dòng tiêu đề\s*4/i);
  await page.locator("form[action$='/ghi'] button").click();
  assert.equal(await page.locator("progress").getAttribute("value"), "500");
  await page.locator("form[action$='/ghi'] button").click();
  assert.match(await text(page), /Đã ghi xong/);

  await send(page, "Danh sách lần hai.csv", list);
  assert.deepEqual([await count(page, "new"), await count(page, "changed")], [0, 0]);

  await page.goto(preview);
  await page.locator("details summary").first().click();
  await page.locator("form[action$='/hoan-tac'] button").click();
  await page.locator("form[action$='/hoan-tac'] button").click();
  assert.match(await text(page), /Đã hoàn tác lô này/);
});

test("with JavaScript one click writes all lines, and those kept aside are a workbook", async () => {
  const page = await signedIn("dongthap");
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await send(page, "Danh sách 2020.csv", messyList(1100, 2000));
  const preview = path(page);
  await page.locator("form[action$='/ghi'] button").click();
  await page.waitForURL(/xong=ghi/);
  assert.match(await text(page), /Đã ghi xong/);
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("a[href$='/de-lai']").click()]);
  assert.match(download.suggestedFilename(), /^de-lai_.*\.xlsx$/);
  assert.deepEqual(errors, []);
  for (const address of ["/nhap-lieu", preview, `${preview}?loai=bad`]) await inEveryForm(page, address);
});

test("a list that can't be read keeps what was chosen, and its page has no fault", async () => {
  const officer = await signIn(server.url, "dongthap");
  await officer("POST", "/registry/v1/import-profiles", { name: "Mẫu huyện", headers: { "Ghi chú": null } });
  const page = await signedIn("dongthap");
  await page.goto("/nhap-lieu");
  await page.locator("[name=file]").setInputFiles({ name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("a;b\r\n1;2\r\n") });
  await page.locator("[name=profile]").selectOption("Mẫu huyện");
  await page.locator("[name=occurred_on]").fill("30/06/2019");
  await page.locator("form[enctype] button").click();
  await page.waitForLoadState();
  assert.match(await page.locator("#errors").innerText(), /tiêu đề/);
  assert.equal(await page.locator("[name=occurred_on]").inputValue(), "30/06/2019");
  assert.equal(await page.locator("[name=profile]").inputValue(), "Mẫu huyện");
  await faultless(page, "refused list");
});

test("a form with a file and without its token is refused", async () => {
  const page = await signedIn("dongthap");
  const file = { name: "a.csv", mimeType: "text/csv", buffer: Buffer.from("x") };
  const response = await page.request.post("/nhap-lieu", { multipart: { file }, headers: { origin: server.url } });
  assert.equal(response.status(), 403);
});

test("two records are compared, merged and parted again; their stays overlap meanwhile", async () => {
  const officer = await signIn(server.url, "dongthap");
  const one = {
    name: "Hà Thị Quỳnh Lam", sex: "female", birth: { year: 1986, date: "1986-05-04" }, commune_code: "29869",
    occurred_on: "2018-02-15", address: "Ấp Tân Hòa", file: { kind: "addict", drug: "heroin" },
  };
  const twins = [];
  for (const more of [{ official_number: "087186004004" }, { name: "Hà Thị Quỳnh Lâm" }]) {
    twins.push((await officer("POST", "/registry/v1/persons", { ...one, ...more })).id);
  }
  await settle(server.url);
  for (const [at, person_id] of twins.entries()) {
    await officer("POST", "/facility/v1/admissions", {
      person_id, facility_id: made.facility, basis: "court_decision", occurred_on: `2019-0${5 + at}-10`, decision_number: `1${at}/QĐ-TA`,
    });
  }
  const operator = await signIn(server.url, "vanhanh");
  let scan = await operator("POST", "/registry/v1/duplicates/scan", {});
  while (!["done", "failed"].includes(scan.phase)) scan = await operator("GET", "/registry/v1/duplicates/scan");
  assert.equal(scan.phase, "done");

  const page = await signedIn("dongthap");
  const list = await officer("GET", "/registry/v1/duplicates?state=open&limit=200");
  const pair = list.items.find(({ first, second }) => twins.includes(first.id) && twins.includes(second.id)).id;
  for (const address of ["/doi-chieu", `/doi-chieu/${pair}`]) await inEveryForm(page, address);
  assert.match(await text(page), /giống nhau/);
  await page.locator("form[action$='/gop'] button").click();
  await page.waitForLoadState();
  assert.match(await page.locator("#errors").innerText(), /Chưa nhập/);
  await faultless(page, "refused merge");
  await page.locator(`[name=into][value='${twins[0]}']`).check();
  await page.locator("#f-reason-merge").fill("Đã đối chiếu giấy tờ");
  await page.locator("form[action$='/gop'] button").click();
  await page.waitForURL(/xong=gop/);
  await faultless(page, "merged pair");
  await settle(server.url);
  await page.goto("/doi-chieu?tinh-trang=merged");
  assert.match(await text(page), /hai đợt ở cơ sở/);
  await faultless(page, "overlaps");
  await page.goto(`/doi-chieu/${pair}`);
  await page.locator("#f-reason-unmerge").fill("Nhầm người");
  await page.locator("form[action$='/huy-gop'] button").click();
  await page.waitForURL(/xong=huy-gop/);
  await page.locator("#f-reason-two").fill("Hai chị em");
  await page.locator("form[action$='/khac-nguoi'] button").click();
  await page.waitForURL(/xong=khac-nguoi/);
  assert.equal(await page.locator("form[action$='/khac-nguoi']").count(), 0);
});

test("a search announces near spellings, keeps its filters and says what to do when nobody fits", async () => {
  const page = await signedIn("dongthap", { javaScriptEnabled: false });
  await page.goto("/nguoi");
  await page.locator("#q").fill("Nguyen Van Duk");
  await page.locator("#q").press("Enter");
  assert.match(await text(page), /gần giống/);
  await page.locator("#q").fill("");
  await page.locator("[name=nam]").fill("1987");
  await page.locator(".filters button").click();
  assert.equal(new URL(page.url()).search, "?nam=1987");
  await page.locator("#q").fill("qqq zzz");
  await page.locator("#q").press("Enter");
  assert.match(await text(page), /Không có ai khớp/);
  assert.equal(await page.locator("main a[href='/khan-cap']").count(), 1);
});

test("a file goes to another province and is accepted there", async () => {
  const page = await signedIn("dongthap", { javaScriptEnabled: false });
  await page.goto(`/nguoi/${made.people[3]}/chuyen?tinh=01`);
  await page.locator("[name=to_commune_code]").selectOption({ index: 1 });
  await page.locator("form[action*='/chuyen'][method=post] button").click();
  assert.match(await text(page), /Đã gửi hồ sơ/);
  const sender = await signedIn("dongthap");
  for (const address of ["/chuyen-ho-so", `/nguoi/${made.people[2]}/chuyen?tinh=01`]) await inEveryForm(sender, address);
  const receiver = await signedIn("hanoi");
  await receiver.goto("/chuyen-ho-so");
  await faultless(receiver, "incoming");
  await receiver.locator("button.primary", { hasText: "Nhận hồ sơ" }).click();
  await receiver.waitForURL(/xong=accepted/);
  await receiver.goto(`/nguoi/${made.people[3]}`);
  assert.match(await text(receiver), /Hồ Bưởi/i);
});

test("somebody of another province is opened in an emergency, with a banner, and their office is told", async () => {
  const page = await signedIn("hanoi");
  const person = `/nguoi/${made.people[2]}`;
  assert.equal((await page.goto(person)).status(), 404);
  await faultless(page, "not found");
  await page.locator("main a[href^='/khan-cap?nguoi=']").click();
  await page.locator("#f-reason").fill("ngắn");
  await page.locator("form[action='/khan-cap'] button").click();
  await page.waitForLoadState();
  assert.match(await page.locator("#errors").innerText(), /10 ký tự/);
  await page.locator("#f-reason").fill("Cấp cứu tại bệnh viện tỉnh");
  await page.locator("form[action='/khan-cap'] button").click();
  await page.waitForURL(new RegExp(person));
  assert.match(await text(page), /Mở khẩn cấp đến .*chỉ để xem/);
  await faultless(page, "opened person");
  await inEveryForm(page, "/khan-cap");
  const office = await signedIn("dongthap");
  await office.goto("/khan-cap");
  assert.match(await text(office), /Cấp cứu tại bệnh viện tỉnh/);
  await faultless(office, "notices");
});
