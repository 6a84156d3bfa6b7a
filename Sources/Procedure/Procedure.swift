// Procedure
