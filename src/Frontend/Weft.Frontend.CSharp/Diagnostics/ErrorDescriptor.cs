using DiagnosticSeverity = Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace Weft.Frontend.CSharp;

/// <summary>Makes the descriptors of the catalogues.</summary>
internal static class ErrorDescriptor
{
    private const string Category = "Weft";

    public static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, Category, DiagnosticSeverity.Error, isEnabledByDefault: true);
}
