using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Weft.IR;

namespace Weft.Frontend.CSharp;

/// <summary>The kernels of the project's .weft files. The build has compiled those; the head of each program says what its kernels
/// take.</summary>
internal static class WeftKernels
{
    public const string Extension = ".weft.mlir";

    private const string Head = "//! ";

    /// <summary>Models whose launch classes are in a namespace.</summary>
    public static IEnumerable<KernelModel> Read(string program, string space)
    {
        var lines = program.Split('\n');
        var head = lines.TakeWhile(line => line.StartsWith(Head, StringComparison.Ordinal))
            .Select(line => line.Substring(Head.Length)).ToList();
        var ir = string.Join("\n", lines.Skip(head.Count));
        for (var i = 0; i < head.Count; i++)
        {
            if (Rest(head[i], "kernel") is not { } name) continue;
            var own = head.Skip(i + 1).TakeWhile(line => Rest(line, "kernel") is null).ToList();
            var parameters = own.Select(line => Rest(line, "param")).OfType<string>().Select(Parameter).ToList();
            yield return new(space, name, IsPublic: true, parameters.ToSequence(), DiagnosticPlace.None)
            {
                WeftClass = ClassOf(name),
                Doc = string.Join(" ", own.Select(line => Rest(line, "doc")).OfType<string>()).Trim(),
                Constraints = own.Select(line => Rest(line, "where")).OfType<string>().ToSequence(),
                Ir = ir,
            };
        }
    }

    /// <summary>The kernels that have launch classes. The first of each program has its IR for all others.</summary>
    public static IEnumerable<KernelModel> Share(ImmutableArray<KernelModel> kernels)
    {
        var owners = new Dictionary<string, string>();
        foreach (var kernel in kernels)
        {
            if (!kernel.HasLauncher) continue;
            var isOwn = !owners.TryGetValue(kernel.Ir, out var owner);
            if (isOwn) owners[kernel.Ir] = kernel.FullLauncherName;
            yield return isOwn ? kernel : kernel with { Ir = "", IrOwner = owner };
        }
    }

    private static ParameterModel Parameter(string text)
    {
        if (ParameterSpelling.TryParse(text) is not { } spelling || ScalarType.Named(spelling.Element.Name) is not { } element)
            throw new FormatException($"'{text}' is no parameter of a kernel; the compiler of .weft files is of another version");
        // Fields of records have dotted names.
        var name = spelling.Name.Replace('.', '_');
        var isRead = spelling.Access == Access.In;
        if (spelling.Shape.Count == 0 && isRead) return new(name, element) { Texts = [text] };
        // A single result is a span of one.
        var kind = spelling.Shape.Count > 1 ? ArrayKind.Array : isRead ? ArrayKind.ReadOnlySpan : ArrayKind.Span;
        return new(name, new ArrayType(kind, element, spelling.Shape.Count)) { Texts = [text] };
    }

    // box_blur is BoxBlurKernel.
    private static string ClassOf(string name) =>
        string.Concat(name.Split('_').Where(part => part.Length > 0).Select(part => char.ToUpperInvariant(part[0]) + part.Substring(1)));

    private static string? Rest(string line, string word) =>
        line == word ? "" : line.StartsWith(word + " ", StringComparison.Ordinal) ? line.Substring(word.Length + 1) : null;
}
