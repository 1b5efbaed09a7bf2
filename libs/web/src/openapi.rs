//! The OpenAPI 3.1 document of a service, from the list of its routes.

use serde_json::{Map, Value, json};

use crate::{Access, Route};

pub fn document(service: &str, routes: &[Route]) -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for route in routes {
        let item = paths.entry(route.path.clone()).or_insert_with(|| json!({}));
        item[route.method.as_str().to_ascii_lowercase()] = operation(route);
    }
    json!({
        "openapi": "3.1.0",
        "info": { "title": format!("Hòa Nhập {service}"), "version": "1" },
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "bearerFormat": "JWT" } },
        },
    })
}

fn operation(route: &Route) -> Value {
    let success = json!({
        "description": "Done",
        "content": { "application/json": { "schema": route.response.clone().unwrap_or(json!(true)) } },
    });
    let problem = json!({ "description": "A problem (RFC 9457)", "content": { "application/problem+json": {} } });
    let parameters: Vec<Value> = route
        .path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
        .collect();
    let mut operation = json!({
        "summary": route.summary,
        "parameters": parameters,
        "responses": { "2XX": success, "4XX": problem, "5XX": problem },
    });
    if let Some(schema) = &route.request {
        operation["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": schema } } });
    }
    if let Access::To(right) = route.access {
        operation["security"] = json!([{ "token": [format!("{right:?}")] }]);
    }
    operation
}
