/// The targets that `Package.swift` declares.
struct Manifest {
  struct Target {
    let name: String
    let isTest: Bool
    /// The modules that the target may import: targets and products.
    let dependencies: Set<String>

    var folder: String { (isTest ? "Tests/" : "Sources/") + name }
  }

  let targets: [Target]

  init() throws {
    let target = /\.(target|executableTarget|testTarget)\(\s*name: "(\w+)"(.*?)swiftSettings/.dotMatchesNewlines()
    targets = try Repository.text(of: "Package.swift").matches(of: target).map { match in
      Target(
        name: String(match.2), isTest: match.1 == "testTarget",
        dependencies: Set(match.3.matches(of: /"(\w+)"/).map { String($0.1) }))
    }
  }
}
