// The compiler's names win over those of the IR where both have them.
global using DiagnosticDescriptor = Microsoft.CodeAnalysis.DiagnosticDescriptor;
global using CodeWriter = Weft.IR.Generators.CodeWriter;
