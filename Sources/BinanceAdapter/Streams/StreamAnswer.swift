import TradingNetwork

/// The venue's answer to a subscription request, told apart from events.
struct StreamAnswer: Equatable {
  var id: UInt64
  /// The text of a refusal; `nil` when the request was accepted.
  var error: String?

  /// Reads an answer, in any order of keys; `nil` when the message is something else.
  init?(_ message: UnsafeRawBufferPointer) {
    // Answers are short, and events begin with their stream or event name in all but hostile spellings.
    guard message.count < 4_096 else { return nil }
    var reader = JSONReader(message)
    guard let answer = try? Self.read(&reader) else { return nil }
    self = answer
  }

  private init(id: UInt64, error: String?) {
    self.id = id
    self.error = error
  }

  private static func read(_ reader: inout JSONReader) throws(JSONError) -> StreamAnswer? {
    var id: UInt64?
    var error: String?
    var code: Int64?
    var text: String?
    var isAnswer = false
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "stream", "data", "e", "u", "lastUpdateId": return nil
      case "id":
        if try reader.peekKind() == .number { id = try reader.readUInt64() } else { try reader.skipValue() }
      case "result":
        isAnswer = true
        try reader.skipValue()
      case "error":
        isAnswer = true
        if try reader.readIfNull() == false { error = Self.plain(try reader.readRawValue()) }
      case "code":
        isAnswer = true
        code = try reader.readInt64()
      case "msg": text = try reader.readText()
      default: try reader.skipValue()
      }
    }
    guard isAnswer, let id else { return nil }
    if error == nil, let code { error = "\(code) \(text ?? "")" }
    return StreamAnswer(id: id, error: error)
  }

  private static func plain(_ raw: UnsafeRawBufferPointer) -> String {
    String(decoding: raw.prefix(300), as: UTF8.self)
  }
}
