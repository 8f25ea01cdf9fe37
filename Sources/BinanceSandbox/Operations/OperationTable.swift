/// The operations of one product, found by route or by method.
struct OperationTable {
  private var routes: [String: Operation] = [:]
  private var methods: [String: Operation] = [:]

  /// - Parameter socketMethods: the methods that the product's WebSocket API has; nil is all that operations name.
  init(_ operations: [Operation], socketMethods: Set<String>?) {
    for operation in operations {
      if let route = operation.route { routes[route] = operation }
      if let method = operation.socketMethod, socketMethods?.contains(method) ?? true { methods[method] = operation }
    }
  }

  func operation(route: String) -> Operation? { routes[route] }
  func operation(method: String) -> Operation? { methods[method] }
}
