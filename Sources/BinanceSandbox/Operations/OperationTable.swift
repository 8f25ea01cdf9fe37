/// The operations of one product, found by route or by method.
struct OperationTable {
  private var routes: [String: Operation] = [:]
  private var methods: [String: Operation] = [:]

  init(_ operations: [Operation]) {
    for operation in operations {
      if let route = operation.route { routes[route] = operation }
      if let method = operation.socketMethod { methods[method] = operation }
    }
  }

  func operation(route: String) -> Operation? { routes[route] }
  func operation(method: String) -> Operation? { methods[method] }
}
