/// Reads a journal: the newest segment that holds a whole snapshot, and what follows in it.
struct JournalReader {
  let device: any JournalDevice
  let traderId: String

  /// - Throws: ``StoreError`` when the journal was written by another trader or a later version, or cannot be read.
  func read() throws(StoreError) -> JournalRecovery {
    var recovery = JournalRecovery()
    var numbers = try device.segments()
    recovery.lastNumber = numbers.last ?? 0
    noteGaps(numbers, &recovery)
    while let number = numbers.popLast() {
      if try take(number, &recovery) { break }
      device.setAside(number)
      recovery.facts = []
    }
    if recovery.lastNumber > 0, recovery.segment == nil, recovery.facts.isEmpty {
      recovery.findings.append("\(device.place): nothing could be restored; orders and positions come from the venue")
    }
    return recovery
  }

  private func noteGaps(_ numbers: [Int], _ recovery: inout JournalRecovery) {
    for (earlier, later) in zip(numbers, numbers.dropFirst()) where later != earlier + 1 {
      recovery.findings.append("\(device.place): segments \(earlier + 1) to \(later - 1) are missing")
    }
  }

  /// Reads a segment.
  ///
  /// - Returns: whether it holds a whole snapshot, so that its facts can be relied on.
  private func take(_ number: Int, _ recovery: inout JournalRecovery) throws(StoreError) -> Bool {
    let bytes = try device.contents(of: number)
    let reading = RecordFrame.read(bytes)
    let name = "\(device.place): segment \(number)"
    var isSnapshotWhole = false
    var next: Int?
    for (place, range) in reading.payloads.enumerated() {
      let payload = bytes[range]
      if place == 0 {
        guard try isHeader(payload, number) else { break }
        continue
      }
      do {
        switch try JournalMark.read(payload) {
        case .endOfSnapshot?: isSnapshotWhole = true
        case .continued(let number)?: next = number
        case nil: recovery.facts.append(try FactCodec.fact(from: payload))
        }
      } catch {
        throw StoreError(
          path: "\(device.place)/\(number)",
          problem:
            "record \(place) \(error.problem); was it written by a later version? Use that version, or move the file away"
        )
      }
    }
    guard isSnapshotWhole else {
      recovery.findings.append("\(name) is damaged at byte \(reading.wholeBytes), within its snapshot; it is set aside")
      return false
    }
    if let next, recovery.lastNumber == number {
      recovery.findings.append(
        "\(name) goes on in segment \(next), which is missing; what it held comes from the venue")
    }
    if reading.isDamaged {
      recovery.findings.append(
        "\(name) is damaged at byte \(reading.wholeBytes) of \(bytes.count); what follows is not trusted and comes from the venue"
      )
      device.setAside(number)
      return true
    }
    if reading.wholeBytes < bytes.count {
      recovery.findings.append(
        "\(name): \(bytes.count - reading.wholeBytes) bytes of a record that was not finished are cut off")
      try device.truncate(number, to: reading.wholeBytes)
    }
    if recovery.lastNumber == number, next == nil { recovery.segment = number }
    return true
  }

  private func isHeader(_ payload: ArraySlice<UInt8>, _ number: Int) throws(StoreError) -> Bool {
    guard let header = try? JournalHeader(reading: payload) else { return false }
    let path = "\(device.place)/\(number)"
    guard header.version <= JournalHeader.currentVersion else {
      throw StoreError(
        path: path, problem: "is of version \(header.version), which this program does not know; use a later one")
    }
    guard header.traderId == traderId else {
      throw StoreError(
        path: path,
        problem: "belongs to trader \(header.traderId), not to \(traderId); choose another journal.directory")
    }
    return true
  }
}
