using System.Globalization;
using System.Text;
using Weft.IR;

namespace Weft.Backends.Llvm;

/// <summary>The arrays of constants of kernels: nobody writes them, so they stand in the code.</summary>
internal sealed class ConstantMemory
{
    private readonly Dictionary<GlobalOp, string> _names = [];

    /// <summary>The memory of a constant; it is written along.</summary>
    /// <param name="entry">The symbol of the kernel, whose constants are its own.</param>
    public MemRefOperand Of(GlobalOp global, string entry)
    {
        if (!_names.TryGetValue(global, out var name))
            _names[global] = name = string.Create(CultureInfo.InvariantCulture, $"@{entry}.constant{_names.Count}");
        var count = LlvmTypes.Extent(global.Type.ElementCount);
        return new(name, [.. global.Type.Shape.Select(LlvmTypes.Extent)], null, new(name, "0", count));
    }

    public void Write(StringBuilder text)
    {
        foreach (var (global, name) in _names)
        {
            var contents = GlobalMemory.Contents(global)!;
            var copies = contents.IsSplat ? global.Type.ElementCount : 1;
            text.Append(CultureInfo.InvariantCulture, $"\n{name} = internal constant [{contents.Data.Count * copies} x i8] c\"");
            for (long copy = 0; copy < copies; copy++)
                foreach (var value in contents.Data) text.Append('\\').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            text.Append("\", align 64\n");
        }
    }
}
