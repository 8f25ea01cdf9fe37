import Foundation

/// The checkout that the tests look at.
enum Repository {
  /// The package's root folder, found from this file's own place.
  static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    while folder.path != "/", !FileManager.default.fileExists(atPath: folder.appending(path: "Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder
  }()

  /// What the products are made of.
  static let sources = swiftFiles(in: "Sources")

  /// All Swift files below a folder; links are not followed, what was built is left out.
  static func swiftFiles(in folder: String) -> [SourceFile] {
    files(in: folder, endingIn: "swift").compactMap { path in
      (try? text(of: path)).map { SourceFile(path: path, text: $0) }
    }
  }

  /// The paths of all files of a kind below a folder, below the root and in order.
  static func files(in folder: String, endingIn ending: String) -> [String] {
    guard let walker = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
    else { return [] }
    var paths: [String] = []
    for case let url as URL in walker where url.pathExtension == ending && !url.path.contains("/.build") {
      paths.append(String(url.path.dropFirst(root.path.count + 1)))
    }
    return paths.sorted()
  }

  /// The text of a file by its path below the root.
  static func text(of path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  /// Whether there is a file or folder at a path below the root.
  static func holds(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }
}
