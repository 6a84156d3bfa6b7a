import Testing
@testable import Procedure
