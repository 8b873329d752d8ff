using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Weft.Frontend.CSharp;

/// <summary>What the code that is written depends on besides the kernels. A class: the compiler has no machine code for tables of values.
/// </summary>
/// <param name="HasCpu">Whether the project can name the device of this machine's processor.</param>
/// <param name="Intercepts">Whether its calls of kernels run compiled: what <c>&lt;WeftIntercept&gt;</c> asks for.</param>
/// <param name="Namespace">Of the launch classes of .weft files.</param>
internal sealed record Project(bool HasCpu, bool Intercepts, string Namespace)
{
    private const string CpuDevice = "Weft.Backends.Llvm.CpuDevice";

    public static Project Of(Compilation compilation, AnalyzerConfigOptions options) => new(
        compilation.GetTypeByMetadataName(CpuDevice) is not null,
        Property(options, "WeftIntercept").Equals("true", StringComparison.OrdinalIgnoreCase),
        Property(options, "RootNamespace"));

    private static string Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue("build_property." + name, out var value) ? value : "";
}
