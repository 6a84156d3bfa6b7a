// swift-tools-version: 6.2
import PackageDescription

// The tests of the procedure against its library, so that a release build, which enumerates all of it, builds this and nothing
// else. The folder of tests is a link, as a target's files stand inside its package.
let package = Package(
    name: "exhaustive",
    dependencies: [.package(name: "opposition", path: "../..")],
    targets: [
        .target(name: "CountedMalloc", path: "CountedMalloc"),
        .testTarget(
            name: "ProcedureTests", dependencies: [.product(name: "Procedure", package: "opposition"), "CountedMalloc"], path: "ProcedureTests",
            swiftSettings: [.treatAllWarnings(as: .error), .enableUpcomingFeature("ExistentialAny")]),
    ],
    swiftLanguageModes: [.v6]
)
