using System.Collections.Generic;
using System.Linq;
using Weft.IR;

namespace Weft.Frontend.CSharp;

/// <summary>
/// All that the generated code of one kernel depends on, equal by value: an edit that leaves it the same costs nothing downstream.
/// </summary>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Name">The method's name, which is the entry's name in the IR, too.</param>
/// <param name="Place">The method's name in the source, for messages that are found later.</param>
internal sealed record KernelModel(string Namespace, string Name, bool IsPublic, Sequence<ParameterModel> Parameters, DiagnosticPlace Place)
{
    /// <summary>What the method's documentation says in short, or empty.</summary>
    public string Doc { get; init; } = "";

    /// <summary>Whether the kernel is launched over a grid of blocks of threads: it uses <c>Gpu</c>.</summary>
    public bool IsSimt { get; init; }

    /// <summary>Whether its floats need not be computed as C# does.</summary>
    public bool IsFast { get; init; }

    /// <summary>Whether it is a workflow, which calls kernels on arrays that are values.</summary>
    public bool IsWorkflow { get; init; }

    /// <summary>What the kernel returns; null where that is void.</summary>
    public ResultModel? Result { get; init; }

    /// <summary>The texts of <c>wf.param</c> of all arguments.</summary>
    public IEnumerable<string> Signature =>
        [.. GridSignature.Of(this), .. Parameters.SelectMany(p => p.Texts), .. Result?.Texts ?? []];

    /// <summary>The verified module as canonical text, which ends in a line break; empty when the body has errors, or another launch class
    /// has it.</summary>
    public string Ir { get; init; } = "";

    /// <summary>The launch class that has the program of this kernel, too; null where it has one of its own.</summary>
    public string? IrOwner { get; init; }

    /// <summary>The kernels of libraries that <see cref="Ir"/> declares.</summary>
    public Sequence<KernelLink> Links { get; init; } = [];

    public Sequence<DiagnosticInfo> Diagnostics { get; init; }

    /// <summary>Whether the signature is sound, so that callers of the launch API are not told about errors that are not theirs.</summary>
    public bool HasLauncher { get; init; } = true;

    /// <summary>The name of the launch class's file; set when the kernels of the project are known.</summary>
    public string File { get; init; } = "";

    /// <summary>The name of the program's file.</summary>
    public string ProgramFile => File.Substring(0, File.Length - KernelNames.Extension.Length) + ".Program" + KernelNames.Extension;

    /// <summary>What code is written of: an edit that only moves the kernel leaves it the same.</summary>
    public KernelModel WithoutPlaces() => this with { Place = DiagnosticPlace.None, Diagnostics = [] };

    /// <summary>Where the kernel comes from a .weft file: the start of the launch class's name. Its arrays share extents, which each
    /// launch checks.</summary>
    public string? WeftClass { get; init; }

    /// <summary>What a kernel of a .weft file asks of the extents.</summary>
    public Sequence<string> Constraints { get; init; } = [];

    /// <summary>Of a generic kernel the class, in the launch class, of what is compiled for some types.</summary>
    public string? Variant { get; init; }

    /// <summary>Whether the launch class of a generic kernel has the methods of this variant, too: they differ in what they take.</summary>
    public bool HasOverloads { get; init; }

    /// <summary>The class that a kernel has to itself.</summary>
    public string LauncherName => KernelNames.LauncherOf(WeftClass ?? Name, IsWorkflow);

    public string QualifiedLauncherName => Namespace.Length == 0 ? LauncherName : $"{Namespace}.{LauncherName}";

    /// <summary>The class that has the program.</summary>
    public string FullLauncherName => Variant is null ? QualifiedLauncherName : $"{QualifiedLauncherName}.{Variant}";
}

/// <summary>A kernel of a library that a workflow calls.</summary>
/// <param name="Name">Its name in the workflow's IR.</param>
/// <param name="Launcher">The launch class that has its program, with its namespace.</param>
internal sealed record KernelLink(string Name, string Launcher);

/// <summary>A parameter of a kernel: a number, a struct, or an array whose rank is known by now.</summary>
internal sealed record ParameterModel(string Name, KernelType Type)
{
    public ArrayType? Array => Type as ArrayType;

    /// <summary><c>ref</c> or <c>out</c> with a blank behind it: its numbers are the caller's, in cells. Else empty.</summary>
    public string Modifier { get; init; } = "";

    public bool IsReference => Modifier.Length > 0;

    /// <summary>The texts of <c>wf.param</c>, one for each number, for example <c>y: inout f32[y_0]</c>; set when the body is lowered.
    /// </summary>
    public Sequence<string> Texts { get; init; }

    /// <summary>The numbers that are arguments of their own.</summary>
    public Sequence<ParameterLeaf> Leaves { get; } = LeavesOf(Type);

    private static Sequence<ParameterLeaf> LeavesOf(KernelType type) => type is ArrayType { Element: StructType element }
        ? element.Leaves
            .Select((leaf, i) => new ParameterLeaf(leaf.Path, leaf.Type, element.Offsets[i], element.Size / leaf.Type.Bytes))
            .ToSequence()
        : type.Leaves.Select(leaf => new ParameterLeaf(leaf.Path, leaf.Type, 0, 1));
}

/// <summary>A number of a parameter.</summary>
/// <param name="Path">The fields on the way to it, as in <see cref="Leaf"/>.</param>
/// <param name="Offset">Bytes from the start of an element of an array.</param>
/// <param name="Stride">How many numbers lie from one element to the next.</param>
internal sealed record ParameterLeaf(string Path, ScalarType Type, int Offset, int Stride);
