import Foundation

/// The checkout that the tests look at.
struct Repository {
  /// The package's root folder, found from this file's own place.
  static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder
  }()

  /// A Swift file of the repository.
  struct SourceFile {
    /// The path below the root: `Sources/TradingModel/Numeric/Price.swift`.
    let path: String
    let text: String

    /// The room: the folder below `Sources`.
    var room: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
  }

  /// All Swift files below a folder.
  static func swiftFiles(in folder: String) -> [SourceFile] {
    let base = root.appending(path: folder)
    guard let walker = FileManager.default.enumerator(at: base, includingPropertiesForKeys: nil) else { return [] }
    var files: [SourceFile] = []
    for case let url as URL in walker where url.pathExtension == "swift" {
      guard !url.path.contains("/.build"), let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
      files.append(SourceFile(path: String(url.path.dropFirst(root.path.count + 1)), text: text))
    }
    return files.sorted { $0.path < $1.path }
  }
}
