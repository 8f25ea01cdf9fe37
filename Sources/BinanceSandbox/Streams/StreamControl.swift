/// A client's request on a stream connection, or why it is none.
enum StreamControl {
  case subscribe([String])
  case unsubscribe([String])
  case list
  case setProperty(String, Bool)
  case getProperty(String)

  /// The method's name.
  var name: String {
    switch self {
    case .subscribe: "SUBSCRIBE"
    case .unsubscribe: "UNSUBSCRIBE"
    case .list: "LIST_SUBSCRIPTIONS"
    case .setProperty: "SET_PROPERTY"
    case .getProperty: "GET_PROPERTY"
    }
  }

  /// What is wrong with a request, in the venue's words.
  struct Failure: Error {
    let code: Int
    let message: String
    /// The request's own id, as JSON, where it could be read.
    var id: [UInt8]?

    static func invalid(_ why: String, id: [UInt8]?) -> Failure {
      Failure(code: 2, message: "Invalid request: \(why)", id: id)
    }

    /// The answer that the client gets.
    var bytes: [UInt8] {
      var writer = JSONWriter(capacity: 128)
      writer.object { writer in
        writer.key("error")
        writer.object { writer in
          writer.field("code", code)
          writer.field("msg", message)
        }
        if let id {
          writer.key("id")
          writer.json(id)
        }
      }
      return writer.bytes
    }
  }

  /// Reads a request and its id.
  static func parse(_ text: [UInt8], product: SandboxProduct) -> Result<(StreamControl, id: [UInt8]), Failure> {
    guard let json = JSONValue(text) else {
      return .failure(Failure(code: 3, message: "Invalid JSON: expected value at line 1 column 1"))
    }
    guard case .object = json else { return .failure(.invalid("expected an object", id: nil)) }
    let id: [UInt8]
    switch readID(json["id"], product: product) {
    case .success(let bytes): id = bytes
    case .failure(let failure): return .failure(failure)
    }
    guard let method = json["method"]?.string else {
      return .failure(.invalid("missing field `method`", id: id))
    }
    var params: [JSONValue] = []
    if case .array(let values) = json["params"] { params = values }
    return request(method, params, id: id).map { ($0, id) }
  }

  private static func request(_ method: String, _ params: [JSONValue], id: [UInt8]) -> Result<StreamControl, Failure> {
    switch method {
    case "SUBSCRIBE", "UNSUBSCRIBE":
      let names = params.compactMap(\.string)
      guard names.count == params.count, !names.isEmpty else {
        return .failure(.invalid("invalid type: expected a sequence of strings", id: id))
      }
      return .success(method == "SUBSCRIBE" ? .subscribe(names) : .unsubscribe(names))
    case "LIST_SUBSCRIPTIONS":
      return .success(.list)
    case "SET_PROPERTY":
      guard params.count <= 2 else { return .failure(.invalid("too many parameters", id: id)) }
      guard let name = params.first?.string else {
        return .failure(.invalid("property name must be a string", id: id))
      }
      guard params.count == 2, case .bool(let value) = params[1] else {
        return .failure(Failure(code: 1, message: "Invalid value type: expected Boolean", id: id))
      }
      return .success(.setProperty(name, value))
    case "GET_PROPERTY":
      guard params.count <= 1 else { return .failure(.invalid("too many parameters", id: id)) }
      guard let name = params.first?.string else {
        return .failure(.invalid("property name must be a string", id: id))
      }
      return .success(.getProperty(name))
    default:
      let known = "`SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`, `SET_PROPERTY`, `GET_PROPERTY`"
      return .failure(.invalid("unknown variant `\(method)`, expected one of \(known)", id: id))
    }
  }

  /// A request's id as JSON: an unsigned integer; on spot also a short string, a negative integer or null.
  private static func readID(_ value: JSONValue?, product: SandboxProduct) -> Result<[UInt8], Failure> {
    switch value {
    case nil: return .success(Array("null".utf8))
    case .null where !product.isFutures: return .success(Array("null".utf8))
    case .string(let text) where !product.isFutures && text.utf8.count <= 36:
      return .success(JSONValue.string(text).json)
    case .number(let digits)
    where UInt64(digits) != nil || (Int64(digits) != nil && !product.isFutures):
      return .success(Array(digits.utf8))
    default: return .failure(.invalid("request ID must be an unsigned integer", id: nil))
    }
  }
}
