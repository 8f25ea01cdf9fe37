import Foundation

/// The file of a `recorded:FILE` that `--market` names.
enum RecordingArgument {
  /// The path behind `recorded:`, of a file that is there.
  static func path(_ text: String) throws(CommandFailure) -> String {
    let path = String(text.dropFirst("recorded:".count))
    guard !path.isEmpty else {
      throw CommandFailure(.usage, "--market recorded: names no file; write recorded:FILE")
    }
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
      FileManager.default.isReadableFile(atPath: path)
    else {
      throw CommandFailure(.usage, "recording \(path): there is no such readable file; check the path of --market")
    }
    guard !isDirectory.boolValue else {
      throw CommandFailure(.usage, "recording \(path): it is a directory; name the recording in it")
    }
    return path
  }
}
