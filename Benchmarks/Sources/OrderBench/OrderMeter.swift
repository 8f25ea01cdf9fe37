import BenchmarkSupport
import Foundation

/// Times orders as the harness wants it: submission to arrival at the server, and submission to acceptance.
final class OrderMeter {
  private let job: OrderJob
  private var submitted: [(id: String, time: Int64)] = []
  private var accepted: [Int64] = []
  private var processorAtStart = 0.0
  private var allocationsAtStart: UInt64 = 0

  init(job: OrderJob) {
    self.job = job
    submitted.reserveCapacity(job.orders)
    accepted.reserveCapacity(job.orders)
  }

  func submit(_ id: String) {
    if submitted.count == job.warmup {
      processorAtStart = Resources.processorSeconds
      allocationsAtStart = Resources.allocations
    }
    submitted.append((id, Resources.monotonic))
  }

  /// Whether more orders are to come.
  func accept() -> Bool {
    accepted.append(Resources.monotonic)
    return accepted.count < job.orders
  }

  /// Prints the result line and ends the process.
  func finish() -> Never {
    let count = Double(job.orders - job.warmup)
    let processor = (Resources.processorSeconds - processorAtStart) / count * 1e6
    let allocations = Double(Resources.allocations &- allocationsAtStart) / count
    Thread.sleep(forTimeInterval: 0.1)
    var arrivals: [String: (time: Int64, way: String)] = [:]
    for line in ((try? String(contentsOfFile: job.orderLog, encoding: .utf8)) ?? "").split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count == 3, let time = Int64(words[0]) else { continue }
      arrivals[String(words[2])] = (time, String(words[1]))
    }
    var wire: [Double] = []
    var done: [Double] = []
    for (index, order) in submitted.enumerated().dropFirst(job.warmup) {
      if let arrival = arrivals[order.id] { wire.append(Double(arrival.time - order.time) / 1e3) }
      done.append(Double(accepted[index] - order.time) / 1e3)
    }
    let way = submitted.last.flatMap { arrivals[$0.id]?.way } ?? "none"
    print(
      """
      {"peer":"\(job.name)","orders":\(done.count),"via":"\(way)","submit_to_wire_us":\(percentiles(&wire)),\
      "submit_to_accepted_us":\(percentiles(&done)),"cpu_us_per_order":\(rounded(processor)),\
      "mallocs_per_order":\(rounded(allocations)),"rss_mb":\(rounded(Resources.peakMegabytes))}
      """)
    try? FileManager.default.removeItem(atPath: job.journalDirectory)
    exit(0)
  }

  private func percentiles(_ values: inout [Double]) -> String {
    values.sort()
    guard !values.isEmpty else { return "{\"p50\":0,\"p99\":0}" }
    func at(_ share: Double) -> Double { values[min(values.count - 1, Int(Double(values.count) * share))] }
    return "{\"p50\":\(rounded(at(0.5))),\"p99\":\(rounded(at(0.99)))}"
  }

  private func rounded(_ value: Double) -> String { String(format: "%.1f", value) }
}
