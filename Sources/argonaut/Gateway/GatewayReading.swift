import BinanceAdapter

/// What a line of input came to.
enum GatewayReading: Equatable, Sendable {
  case request(GatewayRequest)
  /// Not carried out; the identifier is repeated where it could be read.
  case problem(GatewayRequestId?, GatewayProblem)

  /// Reads one line.
  init(line: [UInt8]) {
    let value: JSONValue
    do throws(JSONReadingError) {
      value = try JSONReadingError.reading(line)
    } catch {
      self = .problem(nil, error.problem)
      return
    }
    guard let members = value.members else {
      self = .problem(
        nil, GatewayProblem("a command is an object, as {\"id\":1,\"command\":\"orders\"}; this line holds none"))
      return
    }
    var id: GatewayRequestId?
    do throws(GatewayProblem) {
      id = try Self.id(members)
      self = .request(GatewayRequest(id: id, instruction: try GatewayInstruction(members)))
    } catch {
      self = .problem(id, error)
    }
  }

  private static func id(_ members: [JSONValue.Member]) throws(GatewayProblem) -> GatewayRequestId? {
    let found = members.filter { $0.key == "id" }
    guard found.count < 2 else { throw GatewayProblem("id: is given twice; give it once") }
    switch found.first?.value.content {
    case nil, .null: return nil
    case .string(let text): return .text(text)
    case .number(let text):
      let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
      guard digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { throw wrongId }
      return .integer(text)
    case .bool, .array, .object: throw wrongId
    }
  }

  private static let wrongId = GatewayProblem("id: a string or an integer is expected; leave it out or change it")
}

/// A line that is no JSON.
private struct JSONReadingError: Error {
  let problem: GatewayProblem

  static func reading(_ line: [UInt8]) throws(JSONReadingError) -> JSONValue {
    // What is repaired is not what was sent: an identifier would come back as another one.
    guard String(validating: line, as: UTF8.self) != nil else {
      throw JSONReadingError(
        problem: GatewayProblem("the line is not UTF-8; write JSON in UTF-8, one object on a line"))
    }
    do {
      return try JSONValue(parsing: line)
    } catch {
      throw JSONReadingError(
        problem: GatewayProblem(
          "the line is not JSON: \(error); write one object on a line, as {\"id\":1,\"command\":\"orders\"}"))
    }
  }
}
