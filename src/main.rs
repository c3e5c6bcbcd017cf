//! One wasm binary, two roles: in a page it mounts `ui`, in a worker it runs `worker`.
fn main() {}
