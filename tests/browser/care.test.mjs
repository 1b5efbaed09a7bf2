import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, login, openBrowser, startServer } from "./harness.mjs";
import { PASSWORD, fillFacility, settle } from "./seed.mjs";

// A Monday under Law 73/2021.
const DAY = "2024-05-06";
const HEADS = 40;

let server;
let browser;
let facility;
let stays;

before(async () => {
  server = await startServer({ command: "demo", options: ["--empty"] });
  let officer;
  ({ officer, facility, stays } = await fillFacility(server.url, HEADS, "2024-01-08"));
  for (const stage of [1, 2]) {
    await officer("POST", `/facility/v1/admissions/${stays[0]}/stages`, { stage, occurred_on: `2024-01-${10 + stage}` });
  }
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

const board = () => `/co-so/${facility}/${DAY}`;
const stay = (number) => `${board()}/luot/${stays[number]}`;
const main = (page) => page.locator("main").innerText();

test("a session of forty learners is recorded once, without JavaScript", async () => {
  const page = await signedIn({ javaScriptEnabled: false });
  await page.goto(`${board()}/theo-nhom`);
  await page.locator("input[name=loai][value=counselling]").check();
  await page.locator("form[method=get] button").last().click();
  const form = page.locator("#session");
  await form.locator("input[name='content.form'][value=group]").check();
  await form.locator("[name='content.topic']").selectOption("motivation");
  await form.locator("[name='content.minutes']").fill("60");
  await form.locator("[name=quick]").fill("1-40c 7v");
  await form.locator("button.primary").click();
  assert.match(await main(page), /Đã ghi cho 40 người/);
});

test("hours beyond the law are refused by name, the others recorded", async () => {
  const page = await signedIn();
  await page.goto(`${board()}/theo-nhom?loai=labour`);
  const record = async (hours, quick) => {
    await page.locator("[name='content.hours']").fill(hours);
    await page.locator("#session [name=quick]").fill(quick);
    await page.locator("#session button.primary").click();
    await page.waitForLoadState();
  };
  await record("8", "1c");
  assert.match(await main(page), /Đã ghi cho 1 người/);
  await page.goto(`${board()}/theo-nhom?loai=labour`);
  await record("1", "1-2c");
  const text = await main(page);
  assert.match(text, /Đã ghi cho 1 người/);
  assert.match(text, /Không ghi được cho 1 người/);
  assert.match(text, /tối đa 8 giờ một ngày \(Nghị định 116\/2021\/NĐ-CP\)/);
});

test("a stay shows what its stages lack until it is recorded, and what was taken out with its reason", async () => {
  const page = await signedIn();
  const records = `${stay(0)}/dieu-tri`;
  await page.goto(records);
  assert.match(await main(page), /Chưa có phác đồ cắt cơn|chưa có phác đồ cắt cơn/);
  await page.locator("select[name=loai]").selectOption("detox");
  await page.locator("form[method=get] button.primary").last().click();
  await page.locator("[name='content.protocol'][value=sedative]").check();
  await page.locator("[name='content.outcome'][value=completed]").check();
  await page.locator("[name=occurred_on]").fill("15/01/2024");
  await page.locator("form[action$='/dieu-tri'] button.primary").last().click();
  await page.waitForURL(/xong=ghi/);
  assert.doesNotMatch(await main(page), /chưa có phác đồ cắt cơn/);
  await page.locator("a[href*='rut=']").last().click();
  await page.locator("#rut [name=reason]").selectOption("mistyped");
  await page.locator("#rut button.primary").click();
  await page.waitForURL(/xong=ghi/);
  const text = await main(page);
  assert.match(text, /đã rút: nhập sai/);
  assert.match(text, /chưa có phác đồ cắt cơn/);
});

test("a month is rated with the keyboard, exceptions last", async () => {
  const page = await signedIn();
  await page.goto(`${board()}/xep-loai?thang=2024-04`);
  assert.match(await main(page), /Còn 40 người chưa xếp loại/);
  await page.keyboard.type("1-40k 3t 5y");
  await page.keyboard.press("Enter");
  await page.waitForURL(/xong=ghi/);
  assert.match(await main(page), /Đã xếp loại đủ/);
  assert.ok(await page.locator("input[name=m5][value=poor]").isChecked());
});

test("a suspension goes from its proposal to the book, with its last day to come back", async () => {
  const page = await signedIn({ javaScriptEnabled: false });
  const reliefs = `${stay(1)}/thu-tuc`;
  await page.goto(reliefs);
  await page.locator("select[name=ground]").selectOption("suspension.inpatient");
  await page.locator("#f-applied_on-proposal").fill("06/05/2024");
  await page.locator("form[action$='/thu-tuc'] button.primary").click();
  assert.match(await main(page), /còn thiếu: giấy tờ của bệnh viện/);
  const open = async (what) => page.locator(`a[href*='viec=${what}']`).click();
  const send = () => page.locator("#viec button.primary").click();
  for (const paper of ["request", "medical_paper"]) {
    await open("giay-to");
    await page.locator("#viec [name=paper]").selectOption(paper);
    await page.locator("#viec [name=document_number]").fill("7/BV");
    await send();
  }
  await open("buoc");
  await page.locator("#viec [name=step][value=sent]").check();
  await send();
  await open("quyet-dinh");
  await page.locator("#viec [name=granted][value=true]").check();
  await page.locator("#viec [name=decision_number]").fill("31/QĐ-TA");
  await send();
  const text = await main(page);
  assert.match(text, /được chấp nhận/);
  assert.match(text, /Hạn trở lại chấp hành đến hết 08\/10\/2024/);
  assert.match(text, /Quá hạn \d+ ngày/);
  await page.goto(stay(1));
  assert.match(await main(page), /tạm đình chỉ chấp hành/);
  await page.goto(`${board()}/thu-tuc`);
  assert.match(await main(page), /Hạn trở lại chấp hành/);
});

test("the pages of care have no accessibility fault, and fit 320 px", async () => {
  const pages = () => [
    `${board()}/theo-nhom?loai=education`, `${board()}/xep-loai?thang=2024-04`, `${board()}/thu-tuc`,
    `${stay(0)}/dieu-tri`, `${stay(0)}/dieu-tri?loai=examination`, `${stay(1)}/thu-tuc`, `${stay(2)}/thu-tuc`, stay(0),
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
