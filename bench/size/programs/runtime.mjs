import 'telegraf'
import 'reflect-metadata'
import '@botgen/runtime'
import '@botgen/runtime/arguments'
