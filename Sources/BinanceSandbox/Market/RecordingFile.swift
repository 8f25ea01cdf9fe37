import Foundation
import TradingModel

/// A recording that was looked through: what it holds, and that it is whole.
public struct RecordingFile: Sendable {
  /// Where the file is, as it was given.
  public let path: String
  /// The product whose messages it holds, told by their symbol and keys: spot unless something speaks for futures.
  public let product: SandboxProduct
  /// The one symbol that it is of; a file with two is refused.
  public let symbol: String
  /// How many lines it has that are not empty.
  public let lineCount: Int
  /// Receive times of the first and the last line.
  public let firstTime: Int64
  /// The receive time of the last line, as ``firstTime`` in nanoseconds since the epoch.
  public let lastTime: Int64
  let pair: String?
  let decimals: RecordedLine.Decimals
  /// The REST snapshot in it.
  let snapshot: DepthSnapshot?

  /// Looks through a file: its structure to the end, its content until product, symbol and decimals are known.
  ///
  /// - Throws: a ``RecordingError`` that names file and line.
  public init(path: String) throws(RecordingError) {
    self.path = path
    var survey = Survey()
    let lines = try RecordingLines(path: path)
    var count = 0
    while let bytes = try lines.next() {
      if bytes.isEmpty { continue }
      let number = lines.lineNumber
      if survey.wants(bytes, number) { try survey.take(try RecordedLine(bytes, path: path, line: number)) }
      let time = try Self.checkStructure(bytes, path: path, line: number)
      if count == 0 { survey.firstTime = time }
      survey.lastTime = time
      count += 1
    }
    guard let symbol = survey.symbol else {
      throw RecordingError(
        path: path, line: 0,
        reason: count == 0
          ? "is empty" : "holds no depth, bookTicker or trade message of Binance; is it a recording?")
    }
    self.symbol = symbol
    product = survey.product
    pair = survey.pair
    decimals = survey.decimals
    lineCount = count
    firstTime = survey.firstTime
    lastTime = survey.lastTime
    snapshot = try survey.snapshot?.snapshot(survey.decimals)
  }

  /// A line must be digits, a space, and something in braces.
  private static func checkStructure(_ bytes: [UInt8], path: String, line: Int) throws(RecordingError) -> Int64 {
    var time: Int64 = 0
    var index = 0
    while index < bytes.count, (48...57).contains(bytes[index]), index < 19 {
      time = time &* 10 &+ Int64(bytes[index] &- 48)
      index += 1
    }
    guard index > 0, index < bytes.count, bytes[index] == UInt8(ascii: " "), time > 0 else {
      throw RecordingError(
        path: path, line: line, reason: "expected a receive time in nanoseconds, a space and a JSON object")
    }
    guard index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "{"), bytes[bytes.count - 1] == UInt8(ascii: "}")
    else {
      throw RecordingError(
        path: path, line: line, reason: "what follows the time is no JSON object (cut off or damaged?)")
    }
    return time
  }

  /// What is learned from the first lines.
  private struct Survey {
    var symbol: String?
    var pair: String?
    var product = SandboxProduct.spot
    var decimals = RecordedLine.Decimals(price: 0, quantity: 0)
    var snapshot: RecordedLine?
    var firstTime: Int64 = 0
    var lastTime: Int64 = 0

    private static let snapshotMark = Array("{\"lastUpdateId\"".utf8)

    /// The first 2,000 lines, and the first snapshot wherever it is.
    func wants(_ bytes: [UInt8], _ number: Int) -> Bool {
      if number <= 2_000 { return true }
      guard snapshot == nil, let space = bytes.firstIndex(of: UInt8(ascii: " ")) else { return false }
      return bytes[(space + 1)...].starts(with: Self.snapshotMark)
    }

    mutating func take(_ line: RecordedLine) throws(RecordingError) {
      switch line.kind {
      case .snapshot:
        if snapshot == nil { snapshot = line }
        measure(line.object["bids"])
        measure(line.object["asks"])
        return
      case .depth:
        measure(line.object["b"])
        measure(line.object["a"])
      case .bookTicker:
        for name in ["b", "a"] { measure(line.object[name], isPrice: true) }
        for name in ["B", "A"] { measure(line.object[name], isPrice: false) }
      case .trade:
        measure(line.object["p"], isPrice: true)
        measure(line.object["q"], isPrice: false)
      case .other: return
      }
      guard let name = line.symbol else { return }
      if let symbol, symbol != name {
        throw RecordingError(
          path: line.path, line: line.line,
          reason: "holds both \(symbol) and \(name); a recording is of one symbol, split it")
      }
      symbol = name
      pair = line.object["ps"] as? String ?? pair
      identify(line, name)
    }

    private mutating func identify(_ line: RecordedLine, _ name: String) {
      let tail = name.split(separator: "_").last.map(String.init) ?? ""
      let isDated = name.contains("_") && tail.count == 6 && tail.allSatisfy(\.isNumber)
      if name.hasSuffix("USD_PERP") || (isDated && name.dropLast(7).hasSuffix("USD")) {
        product = .coinm
      } else if line.object["pu"] != nil || line.object["X"] != nil
        || (line.kind == .bookTicker && line.object["e"] != nil)
      {
        product = .usdm
      }
    }

    private mutating func measure(_ levels: Any?) {
      guard let list = levels as? [Any] else { return }
      for item in list {
        guard let pair = item as? [Any], pair.count >= 2 else { continue }
        measure(pair[0], isPrice: true)
        measure(pair[1], isPrice: false)
      }
    }

    private mutating func measure(_ text: Any?, isPrice: Bool) {
      guard let text = text as? String, let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return }
      let places = text.utf8.distance(from: point, to: text.utf8.endIndex) - 1
      if isPrice {
        decimals.price = max(decimals.price, places)
      } else {
        decimals.quantity = max(decimals.quantity, places)
      }
    }
  }
}
