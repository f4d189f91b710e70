import 'telegraf'
import 'reflect-metadata'
