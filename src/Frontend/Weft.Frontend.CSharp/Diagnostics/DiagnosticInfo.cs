using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Weft.IR;

namespace Weft.Frontend.CSharp;

/// <summary>A place in a source file, equal by value.</summary>
internal sealed record DiagnosticPlace(string File, TextSpan Span, LinePositionSpan Lines)
{
    public static readonly DiagnosticPlace None = new("", default, default);

    public static DiagnosticPlace Of(SyntaxNode node) => Of(node.GetLocation());

    public static DiagnosticPlace Of(Microsoft.CodeAnalysis.Location location)
    {
        var lines = location.GetLineSpan();
        return new(lines.Path, location.SourceSpan, lines.Span);
    }

    public Microsoft.CodeAnalysis.Location ToLocation() => Microsoft.CodeAnalysis.Location.Create(File, Span, Lines);
}

/// <summary>A diagnostic as data: models hold these because Roslyn's own keep whole compilations alive.</summary>
internal sealed record DiagnosticInfo(string Id, DiagnosticPlace Place, Sequence<string> Arguments)
{
    public DiagnosticInfo(DiagnosticDescriptor descriptor, DiagnosticPlace place, params string[] arguments)
        : this(descriptor.Id, place, new Sequence<string>(arguments)) { }

    public Microsoft.CodeAnalysis.Diagnostic ToDiagnostic() => Microsoft.CodeAnalysis.Diagnostic.Create(
        KernelDiagnostics.Find(Id), Place.ToLocation(), Arguments.Select(a => (object)a).ToArray());
}
