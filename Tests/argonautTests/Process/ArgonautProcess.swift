import BinanceAdapter
import Foundation
import Synchronization
import Testing

@testable import argonaut

/// The program itself, run as a process of its own and spoken to over pipes.
final class ArgonautProcess: GatewaySpeaker {
  private struct State {
    var output: [String] = []
    var read = 0
    var errors: [UInt8] = []
    var openEnds = 2
  }

  private let process: Process
  private let input: FileHandle
  private let state = Mutex(State())

  /// Where the build put the program: beside the tests.
  static var executable: URL {
    let tests = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    return tests.appending(path: "argonaut")
  }

  /// Starts the program.
  init(_ arguments: [String], environment: [String: String] = [:]) throws {
    process = Process()
    process.executableURL = Self.executable
    process.arguments = arguments
    // Keys of whoever runs the tests are no business of the tests.
    let inherited = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("BINANCE_") }
    process.environment = inherited.merging(environment) { $1 }
    let (stdin, stdout, stderr) = (Pipe(), Pipe(), Pipe())
    process.standardInput = stdin
    process.standardOutput = stdout
    process.standardError = stderr
    input = stdin.fileHandleForWriting
    try process.run()
    Thread { [self] in readOutput(stdout.fileHandleForReading) }.start()
    Thread { [self] in readErrors(stderr.fileHandleForReading) }.start()
  }

  private func readOutput(_ handle: FileHandle) {
    var assembler = GatewayLineAssembler(limit: 1 << 24)
    while true {
      let data = handle.availableData
      let pieces = data.isEmpty ? assembler.finish() : assembler.take(data)
      state.withLock { state in
        for case .line(let bytes) in pieces { state.output.append(String(decoding: bytes, as: UTF8.self)) }
        if data.isEmpty { state.openEnds -= 1 }
      }
      if data.isEmpty { return }
    }
  }

  private func readErrors(_ handle: FileHandle) {
    while true {
      let data = handle.availableData
      state.withLock { state in
        state.errors += data
        if data.isEmpty { state.openEnds -= 1 }
      }
      if data.isEmpty { return }
    }
  }

  // MARK: Speaking

  func send(_ line: String) { try? input.write(contentsOf: Data((line + "\n").utf8)) }

  func endInput() { try? input.close() }

  func interrupt() { process.interrupt() }

  func terminate() { process.terminate() }

  /// Ends the process as a crash would.
  func kill() { _ = Foundation.kill(process.processIdentifier, SIGKILL) }

  /// Waits for the end and for everything that was written; gives the exit code.
  func finish() async throws -> Int32 {
    // A minute by count, not by the clock: simulations of other suites may hold the threads that tasks run on.
    var looks = 0
    while process.isRunning || state.withLock({ $0.openEnds > 0 }) {
      looks += 1
      guard looks < 12_000 else {
        kill()
        Issue.record("the process did not end: \(errors.suffix(2_000))")
        return -1
      }
      try await Task.sleep(for: .milliseconds(5))
    }
    return process.terminationStatus
  }

  // MARK: Listening

  var lines: [String] { state.withLock { $0.output } }
  var errors: String { state.withLock { String(decoding: $0.errors, as: UTF8.self) } }

  /// The next line, from where the last search ended, that fits; `nil` when none comes in time.
  func find(within time: Duration, where fits: (JSONValue) -> Bool) async throws -> JSONValue? {
    // By count, not by the clock, as in `finish`.
    for _ in 0..<Int(time / .milliseconds(2)) {
      while let line = takeLine() {
        if let value = try? JSONValue(parsing: Array(line.utf8)), fits(value) { return value }
      }
      if !process.isRunning, state.withLock({ $0.openEnds == 0 && $0.read == $0.output.count }) { return nil }
      try await Task.sleep(for: .milliseconds(2))
    }
    return nil
  }

  /// The next line that fits, which must come.
  func next(_ what: String, where fits: (JSONValue) -> Bool) async throws -> JSONValue {
    if let found = try await find(within: .seconds(40), where: fits) { return found }
    let tail = lines.suffix(20).map { String($0.prefix(300)) }.joined(separator: "\n")
    Issue.record("no \(what) among\n\(tail)\n\(errors.suffix(1_500))")
    throw GatewayProblem("no \(what)")
  }

  private func takeLine() -> String? {
    state.withLock { state in
      guard state.read < state.output.count else { return nil }
      state.read += 1
      return state.output[state.read - 1]
    }
  }
}
