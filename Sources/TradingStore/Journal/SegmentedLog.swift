import Foundation

/// An append-only log of records in checksummed segment files of one folder.
///
/// Records are buffered by ``append(_:)`` and reach the disk by ``flush(synchronize:)``. Segments are named by their
/// number (`00000001.journal`) and are rolled when they grow past `segmentSize`.
public final class SegmentedLog {
  /// The folder that holds the segments.
  public let directory: String
  private let segmentSize: Int
  private var segment: SegmentFile
  private var number: Int
  private var pending: [UInt8] = []

  /// Opens a log, creating its folder, and repairs the last segment's torn tail.
  public init(directory: String, segmentSize: Int = 64 * 1024 * 1024) throws(StoreError) {
    self.directory = directory
    self.segmentSize = segmentSize
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw StoreError(path: directory, problem: "cannot be created; check the rights on its parent folder")
    }
    number = Self.segments(in: directory).last ?? 1
    segment = try SegmentFile(path: Self.path(directory, number))
  }

  /// Adds a record to the buffer.
  public func append(_ record: [UInt8]) throws(StoreError) {
    guard record.count <= RecordFrame.maxPayload else {
      throw StoreError(path: directory, problem: "a record of \(record.count) bytes is too large")
    }
    RecordFrame.append(record, to: &pending)
  }

  /// Writes the buffer; on failure it is kept, to be tried again.
  public func flush(synchronize: Bool) throws(StoreError) {
    if !pending.isEmpty {
      if segment.size > 0, segment.size + pending.count > segmentSize {
        try segment.synchronize()
        segment = try SegmentFile(path: Self.path(directory, number + 1))
        number += 1
      }
      try segment.write(pending)
      pending.removeAll(keepingCapacity: true)
    }
    if synchronize { try segment.synchronize() }
  }

  /// All whole records of a folder, oldest first; a damaged segment ends the reading and is named in the error.
  public static func records(in directory: String) throws(StoreError) -> [[UInt8]] {
    var records: [[UInt8]] = []
    let numbers = segments(in: directory)
    for number in numbers {
      let file = path(directory, number)
      guard let data = FileManager.default.contents(atPath: file) else {
        throw StoreError(path: file, problem: "cannot be read")
      }
      let (payloads, whole) = RecordFrame.read([UInt8](data))
      records.append(contentsOf: payloads)
      if whole < data.count, number != numbers.last {
        throw StoreError(path: file, problem: "is damaged at byte \(whole); later segments are not trusted")
      }
    }
    return records
  }

  private static func segments(in directory: String) -> [Int] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    return names.compactMap { $0.hasSuffix(".journal") ? Int($0.dropLast(8)) : nil }.sorted()
  }

  private static func path(_ directory: String, _ number: Int) -> String {
    let digits = String(number)
    return "\(directory)/\(String(repeating: "0", count: max(0, 8 - digits.count)))\(digits).journal"
  }
}
