// swift-tools-version: 6.2
import PackageDescription

// The sources under test are links: everything is one module, which the fuzzer sees whole, and nothing else is built.
let package = Package(
    name: "fuzz",
    targets: [
        .executableTarget(
            name: "fuzz", dependencies: ["CZlib"],
            swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
    ],
    swiftLanguageModes: [.v6]
)
