using System.Collections.Immutable;
using System.Text;
using Weft.Backends.Llvm;
using Weft.IR;
using Weft.Runtime;

namespace Weft.Backends.Tests.Interpreting;

/// <summary>What computes operations on scalars. Each engine is made ready for some operations, and computes one of them at a time: bits
/// with zeros above the width go in and come out.</summary>
internal abstract class ScalarEngine : IDisposable
{
    public static ScalarEngine Of(string name, IReadOnlyList<ScalarRow> operations) => name switch
    {
        "interpreter" => new ByInterpreter(operations),
        "folder" => new ByFolder(operations),
        _ => new ByCpu(operations),
    };

    /// <summary>Null when the engine leaves the computation to others.</summary>
    /// <param name="operation">The number of the operation.</param>
    public abstract long[]? Compute(int operation, ScalarRow row);

    public virtual void Dispose() { }

    private static string Function(ScalarRow row)
    {
        var types = string.Join(", ", (object[])row.ResultTypes);
        var names = string.Join(", ", row.ResultTypes.Select((_, i) => $"%r{i}"));
        var parameters = $"%a: {row.Type}" + (row.IsBinary ? $", %b: {row.Type}" : "");
        return $$"""
            func.func @main({{parameters}}) -> ({{types}}) {
              {{row.Line}}
              return {{names}} : {{types}}
            }
            """;
    }

    private sealed class ByInterpreter(IReadOnlyList<ScalarRow> operations) : ScalarEngine
    {
        private readonly Interpreter[] _programs = [.. operations.Select(row => new Interpreter(Mlir.Parse(Function(row))))];

        public override long[] Compute(int operation, ScalarRow row)
        {
            var arguments = Array.ConvertAll(row.OperandBits, bits => RuntimeValue.FromRaw(bits, row.OperandType));
            return [.. _programs[operation].Run("main", arguments).Zip(row.ResultTypes, (value, type) => value.ToRaw(type))];
        }
    }

    private sealed class ByFolder(IReadOnlyList<ScalarRow> operations) : ScalarEngine
    {
        private readonly Operation[] _operations =
            [.. operations.Select(row => Mlir.Parse(Function(row)).Body.Entry.Ops.OfType<FuncOp>().Single().Body.Entry.First!)];

        public override long[]? Compute(int operation, ScalarRow row)
        {
            IR.Attribute?[] operands = [.. row.OperandBits.Select(bits => Constant(bits, row.OperandType))];
            var folded = Folding.Fold(_operations[operation], operands);
            var results = (folded.Each ?? [folded]).Select(result => result.Constant ?? ConstantOf(result.Value, row)).ToList();
            return results.Contains(null) ? null : [.. results.Select(r => r is FloatAttr real ? (long)real.Bits : Bits((IntegerAttr)r!))];
        }

        // One of the operands.
        private static IR.Attribute? ConstantOf(Value? value, ScalarRow row) =>
            value is BlockArgument argument ? Constant(row.OperandBits[argument.Index], row.OperandType) : null;

        private static TypedAttribute Constant(long bits, IrType type) =>
            type is FloatType real ? new FloatAttr(real, (ulong)bits) : new IntegerAttr((System.Numerics.BigInteger)(ulong)bits, type);

        private static long Bits(IntegerAttr number)
        {
            var width = number.Type is IntegerType integer ? integer.Width : 64;
            return (long)(ulong)(number.Value & ((System.Numerics.BigInteger.One << width) - 1));
        }
    }

    // All operations are cases of one kernel; results come as 64 bits each.
    private sealed unsafe class ByCpu : ScalarEngine
    {
        private readonly Device _device = new("cpu", new CpuCompiler());
        private readonly Kernel _kernel;

        public ByCpu(IReadOnlyList<ScalarRow> operations)
        {
            var (type, text) = (operations[0].Type, new StringBuilder());
            text.Append($$"""
                func.func @main(%which: index {wf.param = "which: index"}, %a: {{type}} {wf.param = "a: {{Spelled(type)}}"},
                    %b: {{type}} {wf.param = "b: {{Spelled(type)}}"}, %y: memref<2xi64> {wf.param = "y: out i64[2]"})
                    attributes {wf.kernel} {
                  %c0 = arith.constant 0 : index
                  %c1 = arith.constant 1 : index
                  scf.index_switch %which

                """);
            for (var i = 0; i < operations.Count; i++)
            {
                text.AppendLine($"case {i} {{\n{operations[i].Line}");
                for (var r = 0; r < operations[i].ResultTypes.Length; r++) text.AppendLine(Store(r, operations[i].ResultTypes[r]));
                text.AppendLine("scf.yield\n}");
            }

            text.AppendLine("default {\n}\nreturn\n}");
            var program = KernelProgram.Of(Mlir.Parse(text.ToString()), new DiagnosticBag())!;
            _kernel = _device.Load(program, "main");
        }

        public override long[] Compute(int operation, ScalarRow row)
        {
            var operands = row.OperandBits;
            var results = stackalloc long[2];
            _kernel.Launch([operation, operands[0], operands.Length > 1 ? operands[1] : operands[0], (long)results, 2]);
            return row.ResultTypes.Length > 1 ? [results[0], results[1]] : [results[0]];
        }

        public override void Dispose()
        {
            _device.Dispose();
            base.Dispose();
        }

        private static string Spelled(string type) => type == "i1" ? "bool" : type;

        private static string Store(int result, IrType type)
        {
            var name = $"%r{result}";
            var (lines, bits) = type switch
            {
                FloatType { Width: var width } => ($"%i{result} = arith.bitcast {name} : {type} to i{width}\n", $"i{width}"),
                _ => ("", type.ToString()!),
            };
            var integer = lines.Length > 0 ? $"%i{result}" : name;
            lines += bits switch
            {
                "i64" => "",
                "index" => $"%w{result} = arith.index_cast {integer} : index to i64\n",
                _ => $"%w{result} = arith.extui {integer} : {bits} to i64\n",
            };
            return $"{lines}memref.store {(bits == "i64" ? integer : $"%w{result}")}, %y[%c{result}] : memref<2xi64>";
        }
    }
}
