// swift-tools-version: 6.2
import PackageDescription

/// Programs of a stranger to this repository: each uses one library of it as any other package would.
let package = Package(
    name: "outside",
    dependencies: [.package(name: "opposition", path: "../..")],
    targets: [
        .executableTarget(name: "server", dependencies: [.product(name: "HTTP", package: "opposition")]),
        .executableTarget(name: "document", dependencies: [.product(name: "PDF", package: "opposition")]),
        .executableTarget(name: "procedure", dependencies: [.product(name: "Procedure", package: "opposition")]),
    ],
    swiftLanguageModes: [.v6]
)
