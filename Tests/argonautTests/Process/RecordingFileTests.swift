import BinanceAdapter
import Foundation
import Testing
import TradingModel

@testable import argonaut

@Suite("Files of recordings, and their replay", .serialized)
struct RecordingFileTests {
  /// A place for a file, which the test deletes.
  private func place(_ ending: String) -> String {
    FileManager.default.temporaryDirectory.appending(path: "argonaut-\(UUID().uuidString).\(ending)").path
  }

  /// Quotes of a symbol, a tenth of a second apart.
  private func quotes(_ count: Int) -> String {
    (0..<count).map { index in
      let time = 1_796_045_900_000_000_000 + index * 100_000_000
      return #"\#(time) {"stream":"btcusdt@bookTicker","data":{"u":\#(index + 1),"s":"BTCUSDT","b":"1.00","B":"2.00","#
        + #""a":"1.01","A":"\#(index + 1).00"}}"# + "\n"
    }.joined()
  }

  private func replay(_ text: String, _ words: [String]) async throws -> (code: Int32, lines: [String], errors: String)
  {
    let path = place("jsonl")
    defer { try? FileManager.default.removeItem(atPath: path) }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let process = try ArgonautProcess(["replay", path, "--json", "--data", "quotes"] + words)
    let code = try await process.finish()
    return (code, process.lines, process.errors)
  }

  @Test("Seconds of --seconds and --idle, and those of the statistics, begin with the first line")
  func seconds() async throws {
    // The quotes at 0, 0.1 and 0.2 s are before the end, the one at 0.3 s is not.
    #expect(try await replay(quotes(30), ["--seconds", "0.25"]).lines.count == 3)
    #expect(try await replay(quotes(30), ["--idle", "2"]).lines.count == 30)
    let all = try await replay(quotes(30), ["--stats", "--quiet"])
    let stats = try JSONValue(parsing: Array(try #require(all.lines.last).utf8))
    let seconds = try #require(stats["seconds"]?.text.flatMap(Double.init))
    #expect(seconds > 2.5 && seconds < 5, "\(all.lines)")
  }

  @Test("A last line that is cut off is told with its number")
  func cutOff() async throws {
    let ended = try await replay(String(quotes(5).dropLast(20)), [])
    #expect(ended.code == 1 && ended.lines.isEmpty && ended.errors.contains("line 5: the last line is cut off"))
    #expect(try await replay(String(quotes(5).dropLast()), []).code == 0, "a whole line needs no end")
  }

  @Test("Messages that cannot be read are counted and told with the first one's line, and the others are played")
  func damagedMessages() async throws {
    let damaged = quotes(5).replacing(#""u":3,"#, with: #""u":,"#).replacing(#""u":4,"#, with: #""u"4,"#)
    let ended = try await replay(damaged, [])
    #expect(ended.code == 0 && ended.lines.count == 3, "\(ended.errors)")
    #expect(ended.errors.contains("2 of 5 lines hold a message that cannot be read, the first is line 3"))
    #expect(try await !replay(quotes(5), []).errors.contains("cannot be read"))
  }

  @Test("A mistake costs nothing of what a file held")
  func mistake() async throws {
    let path = place("jsonl")
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "what it held".write(toFile: path, atomically: true, encoding: .utf8)
    let words = ["--base-url-http", "http://127.0.0.1:1", "--base-url-ws", "ws://127.0.0.1:1"]
    let process = try ArgonautProcess(["record", path, "--instrument", "BTCUSDT.BINANCE"] + words)
    #expect(try await process.finish() == 1)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "what it held")
  }

  @Test("A full disk is told, however little was to be written", arguments: ["jsonl", "gz"])
  func fullDisk(ending: String) throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let path = place(ending)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/dev/full")
    let file = try LineFile.writing(path)
    try file.write(Array("1 {}".utf8))
    let failure = #expect(throws: CommandFailure.self) { try file.finish() }
    #expect(failure?.exitCode == .failed)
  }

  @Test("Data that a full disk does not take is told; a reader that went away is not")
  func output() throws {
    StandardError.ignoreBrokenPipes()
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    close(ends[0])
    let gone = LineWriter(descriptor: ends[1])
    gone.write("line")
    gone.flush()
    #expect(gone.isClosed)
    try gone.check()
    close(ends[1])
    let full = open("/dev/full", O_WRONLY)
    guard full >= 0 else { return }
    defer { close(full) }
    let writer = LineWriter(descriptor: full)
    writer.write("line")
    writer.flush()
    let failure = #expect(throws: CommandFailure.self) { try writer.check() }
    #expect(failure?.message.contains("stdout cannot be written to") == true)
  }
}
