import Foundation
import Synchronization

/// A folder of segment files (`00000001.journal`), readable by their owner only, and used by one process at a time.
public final class FolderJournalDevice: JournalDevice {
  /// The folder's path, as it was given.
  public let place: String
  private var lock: Int32 = -1
  private var open: (segment: Int, descriptor: Int32, size: Int)?
  private let synchronizer = DispatchQueue(label: "argonaut.journal.sync", qos: .utility)

  /// Takes a folder, which is made when it does not exist.
  ///
  /// - Throws: ``StoreError`` when another process uses it, when it cannot be made, or when the file `lock` in it, by
  ///   which processes keep out of one another's way, cannot be opened.
  public init(directory: String) throws(StoreError) {
    place = directory
    do {
      try FileManager.default.createDirectory(
        atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw StoreError(path: directory, problem: "cannot be created; check the rights on its parent folder")
    }
    try takeLock()
  }

  deinit { close() }

  private func takeLock() throws(StoreError) {
    let path = "\(place)/lock"
    let descriptor = Self.open(path, O_RDWR | O_CREAT)
    guard descriptor >= 0 else { throw StoreError(path: path, problem: "cannot be opened: \(Self.lastError())") }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let owner = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
      Self.close(descriptor)
      throw StoreError(
        path: place,
        problem:
          "is in use by process \(owner.isEmpty ? "?" : owner); stop it, or give this node another traderId or journal.directory"
      )
    }
    lock = descriptor
    let text = Array("\(ProcessInfo.processInfo.processIdentifier)".utf8)
    _ = ftruncate(descriptor, 0)
    _ = text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
  }

  // MARK: Segments

  /// The numbers of the segment files, ascending; files of other names are passed over.
  public func segments() throws(StoreError) -> [Int] {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: place) else {
      throw StoreError(path: place, problem: "cannot be listed; check the rights on it")
    }
    // Names that no segment has, such as `-1.journal`, are somebody else's.
    let numbers = names.compactMap { $0.hasSuffix(".journal") ? Int($0.dropLast(8)) : nil }
    return numbers.filter { (1..<Int.max).contains($0) }.sorted()
  }

  public func contents(of segment: Int) throws(StoreError) -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path(segment)) else {
      throw StoreError(path: path(segment), problem: "cannot be read; check the rights on it")
    }
    return [UInt8](data)
  }

  /// Writes a temporary file, synchronizes it and renames it, so that the segment is there as a whole or not at all.
  public func create(_ segment: Int, bytes: [UInt8]) throws(StoreError) {
    let temporary = path(segment) + ".tmp"
    let descriptor = Self.open(temporary, O_WRONLY | O_CREAT | O_TRUNC)
    guard descriptor >= 0 else { throw StoreError(path: temporary, problem: "cannot be opened: \(Self.lastError())") }
    let isWritten = Self.writeAll(bytes, to: descriptor) && fsync(descriptor) == 0
    let reason = Self.lastError()
    Self.close(descriptor)
    guard isWritten, rename(temporary, path(segment)) == 0 else {
      unlink(temporary)
      throw StoreError(path: temporary, problem: "cannot be written: \(isWritten ? Self.lastError() : reason)")
    }
    synchronizeFolder()
  }

  public func append(_ bytes: [UInt8], to segment: Int) throws(StoreError) {
    let (descriptor, size) = try opened(segment)
    guard Self.writeAll(bytes, to: descriptor) else {
      let reason = Self.lastError()
      _ = ftruncate(descriptor, off_t(size))
      _ = lseek(descriptor, off_t(size), SEEK_SET)
      throw StoreError(path: path(segment), problem: "cannot be written: \(reason)")
    }
    open?.size = size + bytes.count
  }

  public func truncate(_ segment: Int, to size: Int) throws(StoreError) {
    let (descriptor, _) = try opened(segment)
    guard ftruncate(descriptor, off_t(size)) == 0, lseek(descriptor, off_t(size), SEEK_SET) == off_t(size) else {
      throw StoreError(path: path(segment), problem: "the torn tail cannot be cut off: \(Self.lastError())")
    }
    open?.size = size
  }

  /// Synchronizes the segment here, or on a thread of its own where nobody waits; a failure there is not told.
  public func synchronize(_ segment: Int, waits: Bool) throws(StoreError) {
    let (descriptor, _) = try opened(segment)
    if waits {
      guard fsync(descriptor) == 0 else {
        throw StoreError(path: path(segment), problem: "cannot be synchronized: \(Self.lastError())")
      }
      return
    }
    let copy = dup(descriptor)
    guard copy >= 0 else { return }
    synchronizer.async {
      fsync(copy)
      Self.close(copy)
    }
  }

  public func remove(_ segment: Int) { unlink(path(segment)) }

  /// Renames the segment to `NUMBER.journal.damaged`, where no reading finds it.
  public func setAside(_ segment: Int) {
    if open?.segment == segment { closeSegment() }
    rename(path(segment), path(segment) + ".damaged")
  }

  // MARK: Marks

  /// The text of the file of this name beside the segments; `nil` when there is none.
  public func mark(_ name: String) -> String? {
    FileManager.default.contents(atPath: "\(place)/\(name)").map { String(decoding: $0, as: UTF8.self) }
  }

  /// Writes or deletes the file of this name beside the segments; deleting one that is not there is no failure.
  public func setMark(_ name: String, _ text: String?) throws(StoreError) {
    let path = "\(place)/\(name)"
    guard let text else {
      guard unlink(path) == 0 || errno == ENOENT else {
        throw StoreError(path: path, problem: "cannot be deleted: \(Self.lastError())")
      }
      return synchronizeFolder()
    }
    let descriptor = Self.open(path, O_WRONLY | O_CREAT | O_TRUNC)
    guard descriptor >= 0 else { throw StoreError(path: path, problem: "cannot be opened: \(Self.lastError())") }
    let isWritten = Self.writeAll(Array(text.utf8), to: descriptor) && fsync(descriptor) == 0
    let reason = Self.lastError()
    Self.close(descriptor)
    guard isWritten else { throw StoreError(path: path, problem: "cannot be written: \(reason)") }
    synchronizeFolder()
  }

  /// Closes the open segment and releases the folder for other processes.
  public func close() {
    closeSegment()
    if lock >= 0 { Self.close(lock) }
    lock = -1
  }

  // MARK: Files

  private func path(_ segment: Int) -> String {
    let digits = String(segment)
    return "\(place)/\(String(repeating: "0", count: max(0, 8 - digits.count)))\(digits).journal"
  }

  private func opened(_ segment: Int) throws(StoreError) -> (descriptor: Int32, size: Int) {
    if let open, open.segment == segment { return (open.descriptor, open.size) }
    closeSegment()
    let descriptor = Self.open(path(segment), O_WRONLY)
    guard descriptor >= 0 else {
      throw StoreError(path: path(segment), problem: "cannot be opened: \(Self.lastError())")
    }
    let end = lseek(descriptor, 0, SEEK_END)
    guard end >= 0 else { throw StoreError(path: path(segment), problem: "cannot be read: \(Self.lastError())") }
    open = (segment, descriptor, Int(end))
    return (descriptor, Int(end))
  }

  private func closeSegment() {
    if let open { Self.close(open.descriptor) }
    open = nil
  }

  private func synchronizeFolder() {
    let descriptor = Self.open(place, O_RDONLY)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    Self.close(descriptor)
  }

  private static func open(_ path: String, _ flags: Int32) -> Int32 {
    Foundation.open(path, flags | O_CLOEXEC, 0o600)
  }

  private static func close(_ descriptor: Int32) { _ = Foundation.close(descriptor) }

  private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    bytes.withUnsafeBytes { buffer in
      var written = 0
      while written < buffer.count {
        let count = write(descriptor, buffer.baseAddress?.advanced(by: written), buffer.count - written)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { return false }
        written += count
      }
      return true
    }
  }

  private static func lastError() -> String { String(cString: strerror(errno)) }
}
