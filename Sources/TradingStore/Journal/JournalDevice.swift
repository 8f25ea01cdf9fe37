/// Where a journal's segments are kept: a folder of a disk, or memory in simulation.
///
/// Segments are known by their numbers. A device belongs to the kernel's loop.
public protocol JournalDevice: AnyObject {
  /// What it is called in messages.
  var place: String { get }
  /// The numbers of the segments that are there, ascending.
  func segments() throws(StoreError) -> [Int]
  /// All bytes of a segment, as far as they were added.
  func contents(of segment: Int) throws(StoreError) -> [UInt8]
  /// Makes a segment with all of these bytes, safe against a crash of the machine; afterwards it is there as a whole or not
  /// at all.
  func create(_ segment: Int, bytes: [UInt8]) throws(StoreError)
  /// Adds bytes to a segment; on failure it is as it was.
  func append(_ bytes: [UInt8], to segment: Int) throws(StoreError)
  /// Cuts a segment off after its first `size` bytes.
  func truncate(_ segment: Int, to size: Int) throws(StoreError)
  /// Makes what was added survive a crash of the machine, before this returns or soon after.
  ///
  /// After a failure of one that waits, nobody can say what of it survives, not even when the next one succeeds.
  func synchronize(_ segment: Int, waits: Bool) throws(StoreError)
  /// Deletes a segment that is not needed any more; one that is not there is passed over.
  func remove(_ segment: Int)
  /// Takes a damaged segment out of the way, for a person to look at.
  func setAside(_ segment: Int)
  /// A short text that is kept beside the segments, so that it survives their damage.
  func mark(_ name: String) -> String?
  /// Sets or removes such a text, safe against a crash of the machine.
  func setMark(_ name: String, _ text: String?) throws(StoreError)
  /// Lets go of everything; nothing is called after it.
  func close()
}
