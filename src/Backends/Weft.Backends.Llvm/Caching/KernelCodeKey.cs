using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Weft.IR;
using Weft.Passes;
using Weft.Runtime;

namespace Weft.Backends.Llvm;

/// <summary>All that decides the code of a kernel.</summary>
/// <param name="Program">The hash of the program's IR.</param>
/// <param name="Pipeline">The name of our passes; <see cref="Compiler"/> says which they are.</param>
/// <param name="Machine">What the passes know of the processor.</param>
/// <param name="Target">What LLVM knows of it.</param>
/// <param name="Passes">LLVM's.</param>
/// <param name="Llvm">LLVM's version.</param>
/// <param name="Debug">What debuggers are told.</param>
internal sealed record KernelCodeKey(
    string Program, string Entry, string Pipeline, CpuModel Machine, TargetSpec Target, PassPipeline Passes, Version Llvm, DebugInfo? Debug)
{
    /// <summary>This version of Weft: an assembly that is built of other sources has another identity.</summary>
    public string Compiler { get; init; } = string.Join(
        ' ', new[] { typeof(Operation), typeof(IPass), typeof(KernelProgram), typeof(KernelCodeKey) }.Select(t => t.Module.ModuleVersionId));

    /// <summary>SHA-256, in lower-case hex.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in Parts())
        {
            // Each with its length, so that no two lists of parts run together to the same bytes.
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // A model's text has all its properties.
    private string[] Parts() =>
    [
        Program, Entry, Pipeline, Machine.ToString(), Target.Triple, Target.Cpu, Target.Features, Passes.Text,
        Passes.CodeGeneration.ToString(CultureInfo.InvariantCulture), Llvm.ToString(), Compiler,
        Debug is null ? "no debug info" : $"debug info {Debug.Directory}",
    ];
}
