import BinanceAdapter

/// Reads the lines of a recording and refuses what is none.
final class RecordingReader {
  private let file: LineFile

  init(path: String) throws(CommandFailure) { file = try LineFile.reading(path) }

  /// The next line; `nil` at the end.
  func next() throws(CommandFailure) -> BinanceRecordingLine? {
    while let bytes = try file.next() {
      if bytes.isEmpty { continue }
      guard let line = BinanceRecordingLine(bytes) else {
        throw CommandFailure(
          .failed,
          "\(file.path), line \(file.lineNumber): not a line of a recording, which is a time in nanoseconds, a space "
            + "and a JSON message; the file may be damaged or something else")
      }
      // Only a recorder that was killed leaves such an end.
      guard file.isLineWhole || line.message.last == UInt8(ascii: "}") || line.message.last == UInt8(ascii: "]") else {
        throw CommandFailure(
          .failed,
          "\(file.path), line \(file.lineNumber): the last line is cut off, as where recording was killed; delete that "
            + "line, or record again")
      }
      return line
    }
    return nil
  }

  /// Looks through a whole recording, and tells of damage that replaying gets over; `nil` when that was interrupted.
  static func survey(_ path: String, isInterrupted: () -> Bool) throws(CommandFailure) -> BinanceRecordingSurvey? {
    let reader = try RecordingReader(path: path)
    var survey = BinanceRecordingSurvey()
    var firstStrange: Int?
    while let line = try reader.next() {
      survey.add(line)
      if survey.strangeLines > 0, firstStrange == nil { firstStrange = reader.file.lineNumber }
      if isInterrupted() { return nil }
    }
    guard survey.lineCount > 0, !survey.symbols.isEmpty else {
      throw CommandFailure(.failed, "\(path) holds no market data; is it a recording made by argonaut record?")
    }
    if let firstStrange {
      StandardError.write(
        "argonaut: \(path): \(survey.strangeLines) of \(survey.lineCount) lines hold a message that cannot be read, "
          + "the first is line \(firstStrange); the file may be damaged there, and the replay lacks what they told")
    }
    return survey
  }
}
