import Foundation
import Synchronization
import Testing

@testable import argonaut

@Suite("A gateway whose reader is slow")
struct GatewayOutputTests {
  /// A pipe, read by nobody until its test asks for it.
  private final class SlowReader: Sendable {
    private let pipe = Pipe()
    private let text = Mutex("")
    private let ended = Mutex(false)

    var descriptor: Int32 { pipe.fileHandleForWriting.fileDescriptor }
    var lines: [Substring] { text.withLock { $0 }.split(separator: "\n") }

    /// Reads, on a thread of its own, until the pipe is closed.
    func read() {
      Thread { [self] in
        while true {
          let data = pipe.fileHandleForReading.availableData
          if data.isEmpty { break }
          text.withLock { $0 += String(decoding: data, as: UTF8.self) }
        }
        ended.withLock { $0 = true }
      }.start()
    }

    func close() async {
      try? pipe.fileHandleForWriting.close()
      while !ended.withLock({ $0 }) { await Task.yield() }
    }
  }

  private func quote(_ number: Int) -> JSONLine {
    var line = JSONLine("type", "quote")
    line.integer("number", number)
    line.string("padding", String(repeating: "x", count: 1_000))
    return line
  }

  private func event(_ number: Int) -> JSONLine {
    var line = JSONLine("event", "OrderFilled")
    line.integer("number", number)
    return line
  }

  @Test("Market data is given up and said so; every event arrives, in order")
  func dataIsGivenUp() async {
    let reader = SlowReader()
    let output = GatewayOutput(
      descriptor: reader.descriptor, limits: GatewayOutput.Limits(data: 200_000, commands: 400_000, maximum: 4_000_000))
    var refused = 0
    for number in 0..<1_000 {
      if !output.offer(quote(number)) { refused += 1 }
      output.tell(event(number))
    }
    #expect(refused > 0 && refused < 1_000)
    #expect(!output.isCongested)
    reader.read()
    #expect(await output.drain(within: .seconds(60)))
    await reader.close()
    let lines = reader.lines
    let events = lines.filter { $0.contains("OrderFilled") }
    #expect(events.count == 1_000)
    #expect(events.enumerated().allSatisfy { $1 == #"{"event":"OrderFilled","number":\#($0)}"# })
    #expect(lines.count { $0.contains("quote") } == 1_000 - refused)
    #expect(lines.last == #"{"event":"DataDropped","lines":\#(refused)}"#)
  }

  @Test("No more commands are taken while their answers wait, and taken again afterwards")
  func congestion() async {
    let reader = SlowReader()
    let output = GatewayOutput(
      descriptor: reader.descriptor, limits: GatewayOutput.Limits(data: 1_000, commands: 100_000, maximum: 4_000_000))
    // What the pipe itself takes is not counted.
    for number in 0..<10_000 { output.tell(event(number)) }
    #expect(output.isCongested)
    reader.read()
    #expect(await output.drain(within: .seconds(60)))
    #expect(!output.isCongested)
    await reader.close()
    #expect(reader.lines.count == 10_000)
  }

  @Test("The gateway is told to end, once, when more waits than there is memory for")
  func overflow() async {
    let reader = SlowReader()
    let reasons = Mutex<[String]>([])
    let output = GatewayOutput(
      descriptor: reader.descriptor, limits: GatewayOutput.Limits(data: 1_000, commands: 2_000, maximum: 1 << 20)
    ) { reason in reasons.withLock { $0.append(reason) } }
    for number in 0..<100_000 { output.tell(event(number)) }
    #expect(reasons.withLock { $0.count } == 1)
    #expect(reasons.withLock { $0.first?.hasPrefix("more than 1 MiB of events wait") } == true)
    reader.read()
    #expect(await output.drain(within: .seconds(60)))
    await reader.close()
  }

  @Test("A full disk is told as what it is")
  func fullDisk() async throws {
    let full = open("/dev/full", O_WRONLY)
    guard full >= 0 else { return }
    defer { close(full) }
    let (reasons, ended) = AsyncStream<String>.makeStream()
    let output = GatewayOutput(descriptor: full, limits: GatewayOutput.Limits()) { ended.yield($0) }
    output.tell(event(1))
    var iterator = reasons.makeAsyncIterator()
    #expect(await iterator.next()?.contains("stdout cannot be written to") == true)
  }
}
