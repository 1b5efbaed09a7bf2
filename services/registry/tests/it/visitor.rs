//! Somebody who calls the service.

use domain::ids::AccountId;
use reqwest::{Client, Method};
use serde_json::{Value, json};

pub struct Visitor {
    pub account: AccountId,
    pub token: String,
    pub base: String,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub json: Value,
    pub text: String,
}

impl Answer {
    /// The body of a success.
    pub fn ok(self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.text);
        self.json
    }

    /// The status with the code of the problem, or of the first field at fault.
    pub fn refusal(&self) -> (u16, &str) {
        let field = self.json["errors"][0]["code"].as_str();
        (self.status, field.or_else(|| self.json["code"].as_str()).unwrap_or_default())
    }
}

impl Visitor {
    pub async fn send(&self, method: Method, path: &str, body: Option<Value>, headers: &[(&str, &str)]) -> Answer {
        let mut request = Client::new().request(method, format!("{}{path}", self.base)).bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(&body);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        Answer { status, json: serde_json::from_str(&text).unwrap_or_default(), text }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None, &[]).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body), &[]).await
    }

    pub async fn view(&self, person: &str) -> Answer {
        self.get(&format!("/v1/persons/{person}")).await
    }

    /// Registers somebody with a file and an address; answers the id.
    pub async fn register(&self, name: &str, commune: &str, number: &str) -> String {
        let body = json!({
            "name": name, "sex": "male", "birth": { "year": 1990 }, "official_number": number,
            "commune_code": commune, "address": "ấp 3", "occurred_on": "2019-05-01", "file": { "kind": "addict" },
        });
        self.post("/v1/persons", body).await.ok()["id"].as_str().unwrap().to_owned()
    }

    /// Corrects the address of a person whose version is `version`.
    pub async fn move_house(&self, person: &str, version: i64, address: &str) -> Answer {
        let body = json!({ "address": address, "reason": "Chuyển nhà", "occurred_on": "2019-06-01" });
        let seen = format!("\"{version}\"");
        self.send(Method::PATCH, &format!("/v1/persons/{person}"), Some(body), &[("if-match", &seen)]).await
    }
}
