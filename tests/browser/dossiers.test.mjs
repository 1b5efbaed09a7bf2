import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { axe, login, openBrowser, startServer } from "./harness.mjs";
import { PASSWORD, daysAgo, seed } from "./seed.mjs";

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

const pages = () => {
  const { overdue, soon, court, decided } = made.dossiers;
  const { person, minor, child } = made.particulars;
  return [
    "/viec", "/viec?loai=chuyen", "/ho-so", "/ho-so?han=qua-han", "/ho-so?han=sap-den&tinh-trang=da-quyet-dinh",
    ...[overdue, soon, court, decided].map(({ dossier }) => `/ho-so/${dossier}`),
    `/nguoi/${person}/lap-ho-so`, `/nguoi/${child}/lap-ho-so`,
    ...[person, minor, child].map((id) => `/nguoi/${id}`),
    ...["ly-lich", "ly-lich/sua", "nhan-than", "ai-da-xem"].map((part) => `/nguoi/${person}/${part}`),
  ];
};

async function signedIn(user, options) {
  const page = await browser.page(options);
  await login(page, user, PASSWORD);
  return page;
}

/** Opens every fold, so that what is in it is looked at, too. */
const unfold = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((fold) => { fold.open = true; }));

const form = (page, part) => page.locator(`form[action$='/${part}']`);

async function send(page, form) {
  await Promise.all([page.waitForNavigation(), form.locator("button").click()]);
}

test("no page has an accessibility fault, folded or not, in Vietnamese and in English", async () => {
  const page = await signedIn("dongthap");
  for (const language of ["vi", "en"]) {
    await page.goto(`/ngon-ngu?to=${language}&back=/tro-giup`);
    for (const path of pages()) {
      assert.equal((await page.goto(path)).status(), 200, path);
      assert.equal(await page.locator("html").getAttribute("lang"), language, path);
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

test("every count of the pipeline equals the rows behind its link", async () => {
  const page = await signedIn("dongthap");
  await page.goto("/ho-so");
  const counts = await page.locator("main a[data-count]").evaluateAll((links) =>
    links.map((link) => [link.getAttribute("href"), Number(link.dataset.count)]));
  assert.ok(counts.length >= 4, `${counts.length} counts`);
  for (const [href, count] of counts) {
    await page.goto(href);
    assert.equal(Number(await page.locator("main [data-rows]").getAttribute("data-rows")), count, href);
    assert.equal(await page.locator("[data-rows] tbody tr").count(), count, href);
  }
});

test("the number in the menu equals the tasks that press, and each row says rule and article", async () => {
  const page = await signedIn("dongthap");
  await page.goto("/viec");
  const count = Number(await page.locator("#menu a[href='/viec']").getAttribute("data-count"));
  const rows = page.locator("[data-due]");
  assert.equal(await rows.count(), count);
  assert.ok(count >= 3, `${count} tasks`);
  for (const text of await rows.allInnerTexts()) {
    assert.match(text, /(Quá hạn|Còn|Hôm nay|Hết hạn)/);
    assert.match(text, /Quy tắc: trong \d+ (giờ|ngày)/);
    assert.match(text, /Điều \d+/);
  }
});

test("a due time opens down to the days it was counted from", async () => {
  const page = await signedIn("dongthap");
  await page.goto(`/ho-so/${made.dossiers.overdue.dossier}`);
  const step = page.locator(".steps > .current");
  assert.match(await step.innerText(), /Quá hạn \d+ ngày/);
  await step.locator("summary").click();
  assert.match(await step.locator(".why").innerText(), /Ngày cuối cùng trong hạn: \d\d\/\d\d\/\d{4}/);
});

test("an incomplete dossier is kept back; complete and sent, its task is gone, without JavaScript", async () => {
  const page = await signedIn("dongthap", { javaScriptEnabled: false });
  const { dossier } = made.dossiers.overdue;
  const step = async () => {
    await form(page, "buoc").locator("[name=step]").selectOption("sent_to_court");
    await form(page, "buoc").locator("[name=note]").fill("Gửi bưu điện");
    await send(page, form(page, "buoc"));
  };
  await page.goto(`/ho-so/${dossier}`);
  await page.locator("summary", { hasText: "Ghi một bước đã làm" }).click();
  await step();
  assert.match(await page.locator("#errors").innerText(), /văn bản đề nghị/i);
  assert.equal(await form(page, "buoc").locator("[name=note]").inputValue(), "Gửi bưu điện");
  assert.deepEqual(await page.locator("#errors").count(), 1);

  await page.locator("summary", { hasText: "Nhận một giấy tờ" }).click();
  await form(page, "giay-to").locator("[name=paper]").selectOption("request");
  await form(page, "giay-to").locator("[name=number]").fill("36/VBĐN");
  await send(page, form(page, "giay-to"));
  assert.match(await page.locator(".gate").innerText(), /Đủ giấy tờ bắt buộc/);

  const before = await tasks(page);
  await page.goto(`/ho-so/${dossier}`);
  await page.locator("summary", { hasText: "Ghi một bước đã làm" }).click();
  await step();
  assert.match(await page.locator(".notice.good").innerText(), /Đã ghi bước này/);
  assert.equal(await tasks(page), before - 1);
});

async function tasks(page) {
  await page.goto("/viec");
  return page.locator("[data-due]").count();
}

test("a refused form is focused on what is wrong, keeps what was typed, and shows no fault to axe", async () => {
  const page = await signedIn("dongthap");
  await page.goto(`/ho-so/${made.dossiers.soon.dossier}`);
  await page.locator("summary", { hasText: "Ghi quyết định của Tòa án" }).click();
  await form(page, "quyet-dinh").locator("[name=decision_number]").fill("09/QĐ-TA");
  await send(page, form(page, "quyet-dinh"));
  assert.equal(await page.evaluate(() => document.activeElement.id), "errors");
  assert.equal(await form(page, "quyet-dinh").locator("[name=decision_number]").inputValue(), "09/QĐ-TA");
  assert.deepEqual(await axe(page), []);
  await page.locator("#errors a").first().click();
  assert.match(await page.evaluate(() => document.activeElement.id), /-decision$/);
});

test("the clocks are stopped and run again", async () => {
  const page = await signedIn("dongthap");
  const { dossier } = made.dossiers.court;
  await page.goto(`/ho-so/${dossier}`);
  await page.locator("summary", { hasText: "Tạm dừng các đồng hồ" }).click();
  await form(page, "tam-dung").locator("[name=reason][value=illness]").check();
  await form(page, "tam-dung").locator("[name=at]").fill(daysAgo(1).split("-").reverse().join("/"));
  await send(page, form(page, "tam-dung"));
  assert.match(await page.locator("main").innerText(), /Các đồng hồ đang dừng: ốm nặng đang điều trị/);
  await page.locator("summary", { hasText: "Cho các đồng hồ chạy tiếp" }).click();
  await send(page, form(page, "chay-tiep"));
  assert.doesNotMatch(await page.locator("main").innerText(), /Các đồng hồ đang dừng/);
});

test("a dossier is opened from a person's page", async () => {
  const page = await signedIn("dongthap");
  await page.goto(`/nguoi/${made.people[3]}`);
  await page.locator("a", { hasText: "Lập hồ sơ đề nghị" }).click();
  await page.locator("[name=ground]").first().check();
  await page.locator("main form button.primary").click();
  await page.waitForURL(/\/ho-so\/[0-9a-f-]{36}\?xong=mo$/);
  assert.match(await page.locator("h1").innerText(), /Hồ Bưởi/);
});

test("a printed form is a Word file", async () => {
  const page = await signedIn("dongthap");
  for (const path of [`/ho-so/${made.dossiers.soon.dossier}`, `/nguoi/${made.particulars.person}/ly-lich`]) {
    await page.goto(path);
    const hrefs = await page.locator(".printed a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.ok(hrefs.length > 0, path);
    for (const href of hrefs) {
      const response = await page.request.get(href);
      assert.equal(response.status(), 200, href);
      assert.match(response.headers()["content-disposition"], /\.docx"$/);
      assert.equal((await response.body()).subarray(0, 2).toString(), "PK", href);
    }
  }
});

test("another name, a residence, its test and the summary are recorded without JavaScript", async () => {
  const page = await signedIn("dongthap", { javaScriptEnabled: false });
  const person = made.people[2];
  await page.goto(`/nguoi/${person}/nhan-than`);
  await page.locator("summary", { hasText: "Thêm tên khác" }).click();
  await form(page, "ten-khac").locator("[value=former_name]").check();
  await form(page, "ten-khac").locator("[name=name]").fill("Lê Quốc Hưng");
  await send(page, form(page, "ten-khac"));
  await page.locator("summary", { hasText: "Ghi nơi ở mới" }).click();
  await form(page, "noi-o").locator("[value=dwelling]").check();
  await form(page, "noi-o").locator("[name=commune_code]").selectOption("29869");
  await form(page, "noi-o").locator("[name=since]").fill("01/03/2024");
  await send(page, form(page, "noi-o"));
  await page.locator("summary", { hasText: "Xác định nơi cư trú ổn định" }).click();
  await form(page, "on-dinh").locator("[value=dwelling_confirmed]").check();
  await form(page, "on-dinh").locator("[type=number]").fill("40");
  await send(page, form(page, "on-dinh"));
  const text = await page.locator("main").innerText();
  for (const part of ["Lê Quốc Hưng", "Nơi ở hiện tại, từ 01/03/2024", "Ổn định"]) assert.ok(text.includes(part), part);

  await page.goto(`/nguoi/${person}/ly-lich/sua`);
  await page.locator("[name=home_town]").fill("Cần Thơ");
  await page.locator("[name=drugs][value=heroin]").check();
  await page.locator("[name='records.0.kind']").selectOption("drug_sanction");
  await page.locator("main form button.primary").click();
  await page.waitForURL(/ly-lich\?xong=ghi$/);
  assert.match(await page.locator("dl.summary").innerText(), /Cần Thơ[^]*tiền sự về ma túy[^]*heroin/);
});

test("a summary that somebody wrote meanwhile is not overwritten", async () => {
  const [first, second] = [await signedIn("dongthap"), await signedIn("dongthap")];
  const path = `/nguoi/${made.particulars.minor}/ly-lich/sua`;
  await Promise.all([first.goto(path), second.goto(path)]);
  for (const [page, town] of [[first, "Long An"], [second, "Bến Tre"]]) {
    await page.locator("[name=home_town]").fill(town);
    await Promise.all([page.waitForNavigation(), page.locator("main form button.primary").click()]);
  }
  assert.equal(await second.locator("#errors").count(), 1);
  assert.equal(await second.locator("[name=home_town]").inputValue(), "Bến Tre");
  await first.goto(`/nguoi/${made.particulars.minor}/ly-lich`);
  assert.match(await first.locator("dl.summary").innerText(), /Long An/);
});

test("another province's dossier can't be opened by its address", async () => {
  const page = await signedIn("hanoi");
  const response = await page.goto(`/ho-so/${made.dossiers.overdue.dossier}`);
  assert.ok([403, 404].includes(response.status()), `${response.status()}`);
  await page.goto("/ho-so");
  assert.equal(await page.locator("main a[data-count]").count(), 0);
});
