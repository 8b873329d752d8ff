using System.Collections.Frozen;
using System.Reflection;
using System.Text.RegularExpressions;
using Weft.Backends;
using Weft.Backends.Llvm;
using Weft.Frontend.Dsl;
using Weft.IR;
using Weft.KaaS;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Tool;

/// <summary>Every message that the tool can give, by its id.</summary>
public static partial class DiagnosticCatalogue
{
    private static readonly Type[] Catalogues =
    [
        typeof(ToolDiagnostics), typeof(DslDiagnostics), typeof(PassDiagnostics), typeof(RuntimeDiagnostics), typeof(FormatDiagnostics),
        typeof(LlvmDiagnostics), typeof(InterpreterDiagnostics), typeof(KaasDiagnostics),
    ];

    private static readonly FrozenDictionary<string, string> Formats = Catalogues
        .SelectMany(catalogue => catalogue.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>()
        .ToFrozenDictionary(descriptor => descriptor.Id, descriptor => descriptor.Format);

    public static IEnumerable<string> Ids => Formats.Keys;

    /// <summary>What a message says, with <c>…</c> where it has names; null for an id that is not in a catalogue.</summary>
    public static string? Describe(string id) => Formats.TryGetValue(id, out var format) ? Placeholder().Replace(format, "…") : null;

    [GeneratedRegex(@"(\{\d+\})+")]
    private static partial Regex Placeholder();
}
