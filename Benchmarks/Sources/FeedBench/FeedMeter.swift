import BenchmarkSupport
import Foundation

/// Counts what reaches the strategy, and prints the harness's line at the last message.
final class FeedMeter {
  private let job: FeedJob
  private var count = 0
  private var startTime: Int64 = 0
  private var startProcessor = 0.0
  // Allocations are counted from a tenth of the way on: what comes before is warming up.
  private var warmCount = 0
  private var warmAllocations: UInt64 = 0
  private let arrivals: UnsafeMutableBufferPointer<Int64>?
  private let warmUp: Int

  init(job: FeedJob) {
    self.job = job
    warmUp = max(job.count / 10, 1)
    if job.timestamps != nil {
      let memory = UnsafeMutableBufferPointer<Int64>.allocate(capacity: job.count)
      memory.initialize(repeating: 0)
      arrivals = memory
    } else {
      arrivals = nil
    }
  }

  /// One message has reached its user. `top` gives the book's best levels, for the harness to check.
  @inline(__always)
  func tick(top: () -> String?) {
    if let arrivals, count < arrivals.count { arrivals[count] = Resources.monotonic }
    count &+= 1
    if count == 1 {
      start()
    } else if count == warmUp {
      warmCount = count
      warmAllocations = Resources.allocations
    } else if count == job.count {
      finish(top: top())
    }
  }

  private func start() {
    startTime = Resources.monotonic
    startProcessor = Resources.processorSeconds
  }

  private func finish(top: String?) {
    let end = Resources.monotonic
    let processor = Resources.processorSeconds
    let seconds = Double(end - startTime) / 1e9
    let allocations = Double(Resources.allocations - warmAllocations) / Double(max(count - warmCount, 1))
    var fields = [
      "\"peer\":\"argonaut\"", "\"n\":\(count)", "\"msgs_per_s\":\(Double(count) / seconds)",
      "\"cpu_s_per_M\":\((processor - startProcessor) / Double(count) * 1e6)", "\"rss_mb\":\(Resources.peakMegabytes)",
      "\"t_end\":\(end)", "\"cpu_total\":\(processor)", "\"mallocs_per_msg\":\(allocations)",
    ]
    if let top { fields.append("\"top\":\"\(top)\"") }
    if let latencies = latencies() { fields.append(latencies) }
    print("{\(fields.joined(separator: ","))}")
    fflush(nil)
    exit(0)
  }

  /// Percentiles of the time from the server's send to the strategy.
  private func latencies() -> String? {
    guard let arrivals, let path = job.timestamps, let data = FileManager.default.contents(atPath: path) else {
      return nil
    }
    let sent = data.withUnsafeBytes { Array($0.bindMemory(to: Int64.self)) }
    var times: [Int64] = []
    for index in (arrivals.count / 10)..<min(arrivals.count, sent.count) where sent[index] != 0 && arrivals[index] != 0
    {
      times.append(arrivals[index] - sent[index])
    }
    guard !times.isEmpty else { return nil }
    times.sort()
    func percentile(_ part: Double) -> Double {
      Double(times[min(times.count - 1, Int(part * Double(times.count)))]) / 1e3
    }
    let values = [("p50", 0.5), ("p90", 0.9), ("p99", 0.99), ("p99.9", 0.999), ("max", 1.0)]
      .map { "\"\($0.0)\":\(percentile($0.1))" }
    return "\"lat_us\":{\(values.joined(separator: ","))},\"lat_n\":\(times.count)"
  }
}
