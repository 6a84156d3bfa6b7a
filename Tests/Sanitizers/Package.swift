// swift-tools-version: 6.2
import PackageDescription

// The tests of the rooms that handle what strangers send, against the libraries as another package has them: so a build with
// a sanitizer builds these and nothing else. The folders of tests are links, as a target's files stand inside its package.
let house: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]
/// `Keys` and `Threads` come with the library that stands on them.
let libraries: [Target.Dependency] = [.product(name: "HTTP", package: "opposition"), "MutexForThreadSanitizer"]

let package = Package(
    name: "sanitizers",
    dependencies: [.package(name: "opposition", path: "../..")],
    targets: [.target(name: "MutexForThreadSanitizer", path: "MutexForThreadSanitizer", publicHeadersPath: ".")]
        + ["HTTPTests", "KeysTests", "ThreadsTests", "ServerTests"].map { .testTarget(name: $0, dependencies: libraries, path: $0, swiftSettings: house) },
    swiftLanguageModes: [.v6]
)
