// A small province for the pages to show, made through the public API as any client would make it.

export const PASSWORD = "trinh-dien-hoa-nhap";
export const MARKUP = "<img src=x onerror=alert(1)>";
const COMMUNE = "29869";
const NEIGHBOUR = "29872";

async function call(base, token, method, path, body, more) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }), ...more };
  const response = await fetch(`${base}/api${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

export async function signIn(base, username) {
  const body = { grant_type: "password", username, password: PASSWORD };
  const { access_token } = await call(base, null, "POST", "/identity/v1/token", body);
  return (method, path, body, more) => call(base, access_token, method, path, body, more);
}

/** Waits until every event is applied everywhere. */
export async function settle(base) {
  const operator = await signIn(base, "vanhanh");
  const services = ["registry", "facility", "community", "aftercare", "training", "reporting"];
  const sum = (counts) => Object.values(counts).reduce((a, b) => a + b, 0);
  for (;;) {
    const all = await Promise.all(services.map((name) => operator("GET", `/${name}/v1/messages/status`)));
    const recorded = Object.assign({}, ...all.map((status) => status.recorded));
    const behind = all.flatMap((status) =>
      status.subscribed.map((noun) => (recorded[noun] ?? 0) - (status.applied[noun] ?? 0) - (status.parked[noun] ?? 0)));
    if (behind.every((count) => count <= 0) && sum(all.map((status) => status.unpublished)) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** So many days before today in Vietnam, as `2026-08-31`. */
export function daysAgo(days) {
  return new Date(Date.now() + 7 * 3_600_000 - days * 86_400_000).toISOString().slice(0, 10);
}

/** Somebody registered a year ago, whose file is open. */
async function register(officer, name, year, sex = "male") {
  const person = {
    name, sex, birth: { year }, commune_code: COMMUNE, occurred_on: "2019-02-15", address: "Ấp Tân Hòa",
    file: { kind: "addict", drug: "amphetamine" },
  };
  return (await officer("POST", "/registry/v1/persons", person)).id;
}

/** Four dossiers: overdue, due within days, at the court, and one that the court has decided. */
async function dossiers(officer) {
  const at = (days, time = "08:30") => `${daysAgo(days)}T${time}:00+07:00`;
  const open = async (name, year, days) => {
    const person = await register(officer, name, year);
    const dossier = { occurred_on: daysAgo(days), discovered_at: at(days), last_violation_on: daysAgo(days + 5) };
    return { person, dossier: (await officer("POST", `/registry/v1/persons/${person}/dossiers`, dossier)).id };
  };
  const step = (made, step, at, note) => officer("POST", `/registry/v1/dossiers/${made.dossier}/steps`, { step, at, note });
  const papers = async (made, ...papers) => {
    for (const paper of papers) {
      await officer("POST", `/registry/v1/dossiers/${made.dossier}/papers`, { paper, number: "15/CAX", dated_on: daysAgo(29) });
    }
  };
  const overdue = await open("Phạm Văn Đạt", 1994, 40);
  await papers(overdue, "personal_summary", "violation_minutes", "addiction_result");
  await step(overdue, "compiled", at(28, "16:00"));
  await step(overdue, "notified", at(27), "Giao tận tay, có ký nhận");
  const soon = await open("Võ Thanh Yên", 1990, 2);
  await step(soon, "compiled", at(1));
  await step(soon, "notified", new Date().toISOString());
  const court = await open("Đặng Minh Ổn", 1988, 35);
  await papers(court, "personal_summary", "violation_minutes", "addiction_result", "request");
  for (const [days, done] of [[30, "compiled"], [29, "notified"], [20, "sent_to_court"]]) await step(court, done, at(days));
  const decided = await open("Huỳnh Ngọc Ánh", 1991, 60);
  await officer("POST", `/registry/v1/dossiers/${decided.dossier}/decision`, {
    occurred_on: daysAgo(20), outcome: "applied", decision_number: "21/QĐ-TA", court: "Tòa án nhân dân khu vực 1", term_months: 24,
  });
  return { overdue, soon, court, decided };
}

/** Somebody with everything a page can show, a minor with a guardian, and a child. */
async function particulars(officer) {
  const person = await register(officer, "Trương Quốc Bảo", 1993);
  const at = `/registry/v1/persons/${person}`;
  await officer("POST", `${at}/aliases`, { kind: "nickname", name: "Bảo Còi" });
  await officer("POST", `${at}/residences`, { kind: "permanent", commune_code: COMMUNE, address: "Ấp Tân Hòa", since: "2019-02-15" });
  await officer("POST", `${at}/stability`, { occurred_on: daysAgo(3), findings: { registered: true, lives_there: true } });
  await officer("PUT", `${at}/summary`, {
    home_town: "Vĩnh Long", ethnicity: "kinh", schooling: "lower_secondary", nationality: "VN", religious: false,
    father: { name: "Trương Văn Ba" }, mother: { name: "Lê Thị Tư" }, occupation: "Thợ hồ", first_use: "2015",
    drugs: ["amphetamine"], route: "inhaling", frequency: { times: 2, period: "day" }, phone: "0900000000",
    records: [{ kind: "drug_sanction", decision_number: "11/QĐ-XPHC", issuer: "Công an xã" }],
    earlier_rehabilitations: [{ form: "home", year: 2020 }],
  }, { "if-match": '"0"' });
  const minor = await register(officer, "Nguyễn Gia Hưng", Number(daysAgo(0).slice(0, 4)) - 15);
  await officer("PUT", `/registry/v1/persons/${minor}/summary`, {
    guardian: { kind: "mother", name: "Nguyễn Thị Hoa", phone: "0900000001" },
  }, { "if-match": '"0"' });
  const child = await register(officer, "Lý Bé Na", Number(daysAgo(0).slice(0, 4)) - 9, "female");
  return { person, minor, child };
}

/** A file that has been on its way longer than the law allows. */
async function transfer(officer, person) {
  const file = (await officer("GET", `/registry/v1/persons/${person}`)).files[0].id;
  const to = { to_commune_code: NEIGHBOUR, moved_on: "2023-01-10" };
  await officer("POST", `/registry/v1/files/${file}/transfers`, to);
}

/** Five people, one of them named as markup, three in a facility, one released; a printed total that is wrong. */
export async function seed(base) {
  const officer = await signIn(base, "dongthap");
  const people = [];
  for (const [number, name] of ["Nguyễn Văn Đức", "Trần Thị Ánh", "Lê Quốc Ưng", "Hồ Bưởi", MARKUP].entries()) {
    const person = {
      name, sex: number === 1 ? "female" : "male", birth: { year: 1985 + number }, commune_code: COMMUNE,
      occurred_on: "2018-01-15", file: { kind: "addict", drug: "amphetamine" },
    };
    people.push((await officer("POST", "/registry/v1/persons", person)).id);
  }
  const facility = (await officer("POST", "/facility/v1/facilities", {
    name: "Cơ sở Điều trị nghiện", kind: "public", province_code: "87", capacity: 2, opened_on: "2005-01-01",
  })).id;
  await settle(base);
  const stays = [];
  for (const [number, person] of [people[0], people[1], people[4]].entries()) {
    stays.push((await officer("POST", "/facility/v1/admissions", {
      person_id: person, facility_id: facility, basis: "court_decision", occurred_on: `2019-0${number + 1}-10`,
      decision_number: "09/QĐ-TA",
    })).id);
  }
  await officer("POST", "/facility/v1/releases", {
    admission_id: stays[0], occurred_on: "2019-12-20", certificate_number: "12/GCN",
  });
  const period = { province_code: "87", from: "2019-01-01", to: "2019-12-31", source: "Văn bản mẫu", quote: "câu mẫu" };
  const stated = [["opening", 0], ["intakes", 3], ["treated_total", 2], ["closing", 2]];
  await officer("POST", "/reporting/v1/stated-figures/batch", {
    items: stated.map(([row, value]) => ({ report: "facility-flow", row, column: "total", value, ...period })),
  });
  const kept = { dossiers: await dossiers(officer), particulars: await particulars(officer) };
  await transfer(officer, kept.dossiers.soon.person);
  await settle(base);
  return { people, facility, ...kept };
}

/** A facility of Đồng Tháp with `heads` people of one name, admitted by a court's decision on a day: its id, and the stays'. */
export async function fillFacility(base, heads, admittedOn) {
  const officer = await signIn(base, "dongthap");
  const { id: facility } = await officer("POST", "/facility/v1/facilities", {
    name: "Cơ sở Điều trị nghiện", kind: "public", province_code: "87", capacity: 180, opened_on: "2005-01-01",
  });
  const people = Array.from({ length: heads }, (_, number) => ({
    name: "Nguyễn Văn Đức", sex: "male", birth: { year: 1970 + (number % 30) }, commune_code: COMMUNE, occurred_on: "2018-01-15",
  }));
  const registered = await officer("POST", "/registry/v1/persons/batch", { items: people });
  await settle(base);
  const admissions = registered.results.map(({ id }) => ({
    person_id: id, facility_id: facility, basis: "court_decision", occurred_on: admittedOn, decision_number: "09/QĐ-TA",
  }));
  const admitted = await officer("POST", "/facility/v1/admissions/batch", { items: admissions });
  await settle(base);
  return { officer, facility, stays: admitted.results.map(({ id }) => id) };
}
