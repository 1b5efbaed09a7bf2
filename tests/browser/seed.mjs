// A small province for the pages to show, made through the public API as any client would make it.

export const PASSWORD = "trinh-dien-hoa-nhap";
export const MARKUP = "<img src=x onerror=alert(1)>";
const COMMUNE = "29869";

async function call(base, token, method, path, body) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(`${base}/api${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

export async function signIn(base, username) {
  const body = { grant_type: "password", username, password: PASSWORD };
  const { access_token } = await call(base, null, "POST", "/identity/v1/token", body);
  return (method, path, more) => call(base, access_token, method, path, more);
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
  await settle(base);
  return { people, facility };
}
