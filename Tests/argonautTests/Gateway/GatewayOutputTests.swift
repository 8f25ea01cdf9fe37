import Foundation
import Synchronization
import Testing

@testable import argonaut

@Suite("A gateway's output")
struct GatewayOutputTests {
  private func pipeEnds() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    return (ends[0], ends[1])
  }

  private func line(_ number: Int) -> JSONLine {
    var line = JSONLine("event", "Test")
    line.integer("number", number)
    line.string("padding", String(repeating: "x", count: 1_000))
    return line
  }

  /// Everything that can be read until the other end is closed.
  private func readAll(_ descriptor: Int32) -> [String] {
    var assembler = GatewayLineAssembler()
    var lines: [String] = []
    while true {
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return lines }
      for case .line(let bytes) in assembler.take(buffer[..<count]) {
        lines.append(String(decoding: bytes, as: UTF8.self))
      }
    }
  }

  @Test("While nobody reads, events are kept in order, market data is given up, and the loss is told")
  func slowReader() async throws {
    let ends = try pipeEnds()
    let output = GatewayOutput(
      descriptor: ends.write, limits: GatewayOutput.Limits(data: 200_000, commands: 300_000, maximum: 10_000_000))
    for number in 0..<1_000 { output.tell(line(number)) }
    #expect(output.isCongested)
    #expect(!output.offer(line(-1)))
    #expect(!output.offer(line(-2)))
    let reading = Task { readAll(ends.read) }
    #expect(await output.drain(within: .seconds(20)))
    #expect(!output.isCongested)
    #expect(output.offer(line(1_000)))
    #expect(await output.drain(within: .seconds(20)))
    close(ends.write)
    let lines = await reading.value
    close(ends.read)
    let events = lines.filter { $0.contains("\"Test\"") }
    #expect(events.count == 1_001)
    for (number, text) in events.enumerated() { #expect(text.contains("\"number\":\(number),"), "\(number)") }
    #expect(lines.contains(#"{"event":"DataDropped","lines":2}"#))
  }

  @Test("When more waits than memory should be given for, the gateway is told to end, once")
  func overflow() async throws {
    let ends = try pipeEnds()
    let reasons = Mutex<[String]>([])
    let output = GatewayOutput(
      descriptor: ends.write, limits: GatewayOutput.Limits(data: 1_000, commands: 2_000, maximum: 500_000)
    ) { reason in reasons.withLock { $0.append(reason) } }
    for number in 0..<2_000 { output.tell(line(number)) }
    #expect(reasons.withLock { $0.count } == 1)
    let reading = Task { readAll(ends.read) }
    #expect(await output.drain(within: .seconds(20)))
    close(ends.write)
    #expect(await reading.value.count < 2_000)
    close(ends.read)
  }
}
