// swift-tools-version: 6.2
import PackageDescription

// The procedure with its tests, so that a release build, which enumerates all of it, builds this and nothing else: the
// sources are links.
let house: [SwiftSetting] = [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]

let package = Package(
    name: "exhaustive",
    targets: [
        .target(name: "Procedure", swiftSettings: house),
        .target(name: "CountedMalloc", path: "CountedMalloc"),
        .testTarget(name: "ProcedureTests", dependencies: ["Procedure", "CountedMalloc"], path: "ProcedureTests", swiftSettings: house),
    ],
    swiftLanguageModes: [.v6]
)
