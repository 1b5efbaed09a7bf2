//! Routes with their access rule: a route can't be added without one, and the list of routes that the
//! access tests walk is the list the server serves.

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::routing::{MethodFilter, on};
use schemars::{JsonSchema, schema_for};
use serde_json::Value;

use crate::access::{Right, gate};

/// Who may call a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Accounts with a grant whose role carries this right.
    To(Right),
    /// Anybody: signing in, public keys, health.
    Public,
}

/// A route's description.
#[derive(Clone, Debug)]
pub struct Route {
    pub method: Method,
    /// With the service's prefix once it has been added to [`Routes`].
    pub path: String,
    pub access: Access,
    pub summary: &'static str,
    pub request: Option<Value>,
    pub response: Option<Value>,
}

impl Route {
    pub fn get(path: &str, access: Access, summary: &'static str) -> Self {
        Self::new(Method::GET, path, access, summary)
    }

    pub fn post(path: &str, access: Access, summary: &'static str) -> Self {
        Self::new(Method::POST, path, access, summary)
    }

    pub fn put(path: &str, access: Access, summary: &'static str) -> Self {
        Self::new(Method::PUT, path, access, summary)
    }

    pub fn patch(path: &str, access: Access, summary: &'static str) -> Self {
        Self::new(Method::PATCH, path, access, summary)
    }

    fn new(method: Method, path: &str, access: Access, summary: &'static str) -> Self {
        Self { method, path: path.to_owned(), access, summary, request: None, response: None }
    }

    /// The body it takes.
    pub fn takes<T: JsonSchema>(mut self) -> Self {
        self.request = Some(schema_for!(T).to_value());
        self
    }

    /// The body it answers.
    pub fn answers<T: JsonSchema>(mut self) -> Self {
        self.response = Some(schema_for!(T).to_value());
        self
    }
}

/// A service's routes with their state, ready to be served.
#[derive(Default)]
pub struct Mounted {
    pub router: Router,
    pub list: Vec<Route>,
}

impl Mounted {
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.list.extend(other.list);
        self
    }
}

/// The routes of one service under `/api/{service}`.
pub struct Routes<S> {
    pub service: &'static str,
    pub router: Router<S>,
    pub list: Vec<Route>,
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    pub fn new(service: &'static str) -> Self {
        Self { service, router: Router::new(), list: Vec::new() }
    }

    /// Adds a route behind its gate.
    pub fn add<H, T>(mut self, mut route: Route, handler: H) -> Self
    where
        H: Handler<T, S>,
        T: 'static,
    {
        route.path = format!("/api/{}{}", self.service, route.path);
        let filter = MethodFilter::try_from(route.method.clone()).expect("routes use ordinary methods");
        let method_router = match route.access {
            Access::Public => on(filter, handler),
            Access::To(right) => {
                on(filter, handler).route_layer(from_fn(move |request: Request, next: Next| gate(right, request, next)))
            }
        };
        self.router = self.router.route(&route.path, method_router);
        self.list.push(route);
        self
    }

    /// Gives the handlers their state.
    pub fn mount(self, state: S) -> Mounted {
        Mounted { router: self.router.with_state(state), list: self.list }
    }

    /// Adds the routes of one resource.
    pub fn with(self, resource: impl FnOnce(Self) -> Self) -> Self {
        resource(self)
    }
}
