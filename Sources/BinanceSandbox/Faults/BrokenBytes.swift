import TradingModel

/// What faults make of a payload.
enum BrokenBytes {
  /// Some bytes changed to others.
  static func corrupted(_ bytes: [UInt8], count: Int, random: RandomSource) -> [UInt8] {
    guard !bytes.isEmpty else { return bytes }
    var result = bytes
    for _ in 0..<min(max(1, count), bytes.count) {
      let index = random.integer(in: 0...(bytes.count - 1))
      // A printable byte stays printable, so that what breaks is the message and not its encoding.
      result[index] = result[index] == 0x7E ? 0x21 : result[index] &+ 1
    }
    return result
  }

  /// Only the beginning.
  static func truncated(_ bytes: [UInt8], keep: Int?) -> [UInt8] {
    Array(bytes.prefix(min(keep ?? bytes.count / 2, max(0, bytes.count - 1))))
  }

  /// The JSON object with a field that nobody knows, in front.
  static func withUnknownField(_ bytes: [UInt8], name: String) -> [UInt8] {
    guard case .object(var members)? = JSONValue(bytes) else { return bytes }
    let strange = JSONValue.object([("deep", .array([.number("1"), .null, .string("x")]))])
    members.insert((name.isEmpty ? "zzUnknown" : name, strange), at: 0)
    return JSONValue.object(members).json
  }

  /// The JSON with every field of that name holding another value, however deep it is.
  static func withValue(_ bytes: [UInt8], of field: String, _ value: String) -> [UInt8] {
    guard let json = JSONValue(bytes) else { return bytes }
    return replaced(json, field, value).json
  }

  private static func replaced(_ json: JSONValue, _ field: String, _ value: String) -> JSONValue {
    switch json {
    case .object(let members):
      .object(
        members.map { member in
          (member.name, member.name == field ? .string(value) : replaced(member.value, field, value))
        })
    case .array(let values): .array(values.map { replaced($0, field, value) })
    default: json
    }
  }

  /// What a fault makes of a payload, for the kinds that change it.
  static func changed(_ bytes: [UInt8], by fault: VenueFault, random: RandomSource) -> [UInt8] {
    switch fault.kind {
    case .corrupt: corrupted(bytes, count: fault.number ?? 1, random: random)
    case .truncate: truncated(bytes, keep: fault.number)
    case .unknownField: withUnknownField(bytes, name: fault.field)
    case .unknownEnum: withValue(bytes, of: fault.field.isEmpty ? "status" : fault.field, fault.value)
    default: bytes
    }
  }
}
