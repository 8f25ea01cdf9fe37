import BinanceAdapter
import Logging
import TradingEngine
import TradingModel
import TradingNetwork

/// The parts of the hot path one by one, in process: nanoseconds and allocations per message.
///
/// `MicroBench [PART]` measures only what has PART in its name.
@main
struct MicroBench {
  static func main() {
    let watch = Stopwatch(filter: CommandLine.arguments.dropFirst().first)
    reader(watch)
    deframer(watch)
    kernel(watch)
  }

  // MARK: JSON

  private static func reader(_ watch: Stopwatch) {
    for (name, bytes) in [("decimal 61737.63000000", "\"61737.63000000\""), ("decimal 0.00230000", "\"0.00230000\"")] {
      let text = Array((bytes + ",          ").utf8)
      text.withUnsafeBytes { bytes in
        watch.measure("reader: \(name)", iterations: 1_000_000) {
          var reader = JSONReader(bytes)
          consume(try? reader.readDecimal(precision: 5).raw)
        }
      }
    }
    Samples.bookTicker.withUnsafeBytes { bytes in
      watch.measure("reader: book ticker", iterations: 300_000) { consume(try? readBookTicker(bytes)) }
      watch.measure("reader: book ticker, skipped", iterations: 300_000) {
        var reader = JSONReader(bytes)
        consume(try? reader.skipValue())
      }
    }
    Samples.depth(number: 1, levels: 20).withUnsafeBytes { bytes in
      watch.measure("reader: depth 20+20", iterations: 50_000) { consume(try? readDepth(bytes)) }
      watch.measure("reader: depth 20+20, skipped", iterations: 50_000) {
        var reader = JSONReader(bytes)
        consume(try? reader.skipValue())
      }
    }
  }

  @inline(never)
  private static func readBookTicker(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> Int64 {
    var reader = JSONReader(bytes)
    var sum: Int64 = 0
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "u": sum &+= Int64(truncatingIfNeeded: try reader.readUInt64())
      case "s": sum &+= Int64(try reader.readStringBytes().bytes.count)
      case "b", "a": sum &+= try reader.readPrice(precision: 2).raw
      case "B", "A": sum &+= try reader.readQuantity(precision: 5).raw
      default: try reader.skipValue()
      }
    }
    try reader.finish()
    return sum
  }

  @inline(never)
  private static func readDepth(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> Int64 {
    var reader = JSONReader(bytes)
    var sum: Int64 = 0
    try reader.beginObject()
    while let key = try reader.nextKey() {
      switch key {
      case "U", "u", "E": sum &+= Int64(truncatingIfNeeded: try reader.readUInt64())
      case "b", "a":
        try reader.beginArray()
        while try reader.nextElement() {
          try reader.beginArray()
          guard try reader.nextElement() else { break }
          sum &+= try reader.readPrice(precision: 2).raw
          guard try reader.nextElement() else { break }
          sum &+= try reader.readQuantity(precision: 5).raw
          try reader.endArray()
        }
      default: try reader.skipValue()
      }
    }
    try reader.finish()
    return sum
  }

  // MARK: Frames

  private struct CountingSink: WebSocketFrameSink {
    var count = 0
    mutating func receive(message: UnsafeRawBufferPointer, isText: Bool) -> Bool {
      count &+= message.count
      return true
    }
    func receive(ping payload: UnsafeRawBufferPointer) -> Bool { true }
    func receive(pong payload: UnsafeRawBufferPointer) -> Bool { true }
    func receive(closeCode: UInt16, reason: UnsafeRawBufferPointer) {}
  }

  private static func deframer(_ watch: Stopwatch) {
    for (name, message) in [
      ("book ticker", Samples.bookTicker), ("depth 20+20", Samples.depth(number: 1, levels: 20)),
    ] {
      let count = 64_000 / message.count
      let bytes = Samples.frames(Array(repeating: message, count: count))
      var deframer = WebSocketDeframer()
      var sink = CountingSink()
      bytes.withUnsafeBytes { bytes in
        watch.measure("deframer: \(name)", messages: count, iterations: 300) {
          try? deframer.consume(bytes, into: &sink)
        }
        let half = bytes.count / 2 + 7
        let (first, second) = (
          UnsafeRawBufferPointer(rebasing: bytes[..<half]), UnsafeRawBufferPointer(rebasing: bytes[half...])
        )
        watch.measure("deframer: \(name), one frame split", messages: count, iterations: 300) {
          try? deframer.consume(first, into: &sink)
          try? deframer.consume(second, into: &sink)
        }
      }
      consume(sink.count)
    }
  }
}
