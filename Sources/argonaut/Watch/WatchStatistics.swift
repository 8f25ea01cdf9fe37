import Foundation
import Histogram
import TradingModel

/// What `--stats` tells at the end: throughput, CPU, memory, latency.
struct WatchStatistics {
  private(set) var messages = 0
  private var latency = Histogram<UInt64>(
    highestTrackableValue: 3_600_000_000_000, numberOfSignificantValueDigits: .three)
  private let startedAt: UnixNanos
  private let cpuAtStart = Self.cpuSeconds()
  private let measuresLatency: Bool

  init(startedAt: UnixNanos, measuresLatency: Bool) {
    self.startedAt = startedAt
    self.measuresLatency = measuresLatency
  }

  /// A message reached the callback.
  mutating func note(tsEvent: UnixNanos, clock: any TradingClock) {
    messages &+= 1
    guard measuresLatency else { return }
    let age = clock.now.nanoseconds &- tsEvent.nanoseconds
    // The venue's clock may be ahead of ours.
    latency.record(UInt64(max(0, min(age, 3_599_000_000_000))))
  }

  func line(at now: UnixNanos) -> JSONLine {
    let seconds = max((now - startedAt).inSeconds, 1e-9)
    var line = JSONLine("type", "stats")
    line.integer("messages", messages)
    line.number("seconds", seconds)
    line.number("messagesPerSecond", Double(messages) / seconds)
    line.number("cpuSeconds", Self.cpuSeconds() - cpuAtStart)
    line.integer("peakRSSBytes", Self.peakMemory())
    var percentiles = JSONLine()
    percentiles.integer("count", latency.totalCount)
    if latency.totalCount > 0 {
      percentiles.integer("p50", latency.valueAtPercentile(50))
      percentiles.integer("p99", latency.valueAtPercentile(99))
      percentiles.integer("p999", latency.valueAtPercentile(99.9))
      percentiles.integer("max", latency.max)
    }
    line.object("latency", percentiles)
    return line
  }

  private static func usage() -> rusage {
    var usage = rusage()
    #if canImport(Darwin)
      getrusage(RUSAGE_SELF, &usage)
    #else
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    #endif
    return usage
  }

  #if !canImport(Darwin)
    private static func ownPeak() -> Int? {
      guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
      let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
    }
  #endif

  private static func cpuSeconds() -> Double {
    let usage = usage()
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }

  private static func peakMemory() -> Int {
    #if canImport(Darwin)
      Int(usage().ru_maxrss)
    #else
      // What getrusage tells survives the start of a program: it may be the parent's.
      ownPeak() ?? Int(usage().ru_maxrss) * 1024
    #endif
  }
}
