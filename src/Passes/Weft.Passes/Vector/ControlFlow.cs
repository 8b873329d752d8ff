using Weft.IR;

namespace Weft.Passes;

/// <summary>Loops and choices whose bodies are written before they are inserted themselves, as mlir-opt does: the bodies are looked at in
/// the driver's next round.</summary>
internal static class ControlFlow
{
    extension(Builder builder)
    {
        /// <summary>A loop whose body gets the variable and the state, if there is one, and gives the next state.</summary>
        public ForOp Loop(Value first, Value end, Value step, Value? state, Func<Value, Value?, Builder, Value?> body)
        {
            var loop = ForOp.WithBody(first, end, step, state is null ? [] : [state]);
            var inside = builder.In(loop.Body.Entry);
            var next = body(loop.InductionVariable, loop.IterArgs.FirstOrDefault(), inside);
            inside.Insert(new YieldOp(next is null ? [] : [next]));
            return builder.Insert(loop);
        }

        /// <summary>One of two values, or null when there is no result type.</summary>
        public Value? Choose(Value condition, IrType? result, Func<Builder, Value?> then, Func<Builder, Value?> otherwise)
        {
            var choice = new IfOp(condition, result is null ? [] : [result]);
            Fill(choice.ThenRegion, then);
            Fill(choice.ElseRegion, otherwise);
            builder.Insert(choice);
            return result is null ? null : choice.Results[0];

            void Fill(Region region, Func<Builder, Value?> body)
            {
                var inside = builder.In(region.AddBlock());
                var value = body(inside);
                inside.Insert(new YieldOp(result is null ? [] : [value!]));
            }
        }
    }
}
