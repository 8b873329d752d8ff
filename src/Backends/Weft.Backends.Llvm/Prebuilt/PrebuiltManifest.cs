using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>What a library of prebuilt kernels says about itself; it is in the library, as JSON.</summary>
/// <param name="Abi">Of the launch context. A library of another one is left alone.</param>
/// <param name="Cpu">LLVM's name of the least processor that it runs on.</param>
internal sealed record PrebuiltManifest(int Abi, string Cpu, ImmutableArray<PrebuiltKernel> Kernels)
{
    /// <summary>One more with each change of <see cref="LaunchContext"/> or of what native code takes.</summary>
    public const int CurrentAbi = 1;

    /// <summary>The library's name for it.</summary>
    public const string Symbol = "weft_manifest";
}

/// <param name="Program">The hash of the program.</param>
/// <param name="Name">What messages call it.</param>
internal sealed record PrebuiltKernel(string Program, string Entry, string Name, string Symbol, ImmutableArray<PrebuiltSite> Sites);

/// <summary>A <see cref="FaultSite"/>.</summary>
internal sealed record PrebuiltSite(FaultKind Kind, string? File, int Line, int Column, string Subject);

[JsonSerializable(typeof(PrebuiltManifest))]
internal sealed partial class PrebuiltJson : JsonSerializerContext;
